namespace DataPipe.Core.Stages;

/// <summary>How much a step dropped for one reason.</summary>
/// <param name="Step">Step or phase.</param>
/// <param name="Reason">Reason.</param>
/// <param name="Records">Records.</param>
/// <param name="Tokens">Their tokens.</param>
public sealed record TallyLine(string Step, string Reason, long Records, long Tokens);
