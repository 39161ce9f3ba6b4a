using DataPipe.Core.Records;

namespace DataPipe.Testing;

/// <summary>A record that was dropped.</summary>
/// <typeparam name="T">Record type.</typeparam>
/// <param name="Record">The record as it was dropped, without the columns of rejects.</param>
/// <param name="Step">Who dropped it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Details">What else is known, or null.</param>
public sealed record RejectedRecord<T>(T Record, string Step, string Reason, string? Details) where T : class, IRecord<T>;
