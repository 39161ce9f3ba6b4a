namespace DataPipe.Teachers.Pricing;

/// <summary>A price and where it comes from.</summary>
/// <param name="Price">The price; null when it is unknown.</param>
/// <param name="MaxOutputTokens">Longest answer of the model; null when it is unknown.</param>
/// <param name="Source">Where the price was read: an address, or <c>options</c>; null when it is unknown.</param>
/// <param name="AsOf">The day the source had it; null for prices of the options.</param>
public sealed record KnownPrice(ModelPrice? Price, int? MaxOutputTokens, string? Source, DateOnly? AsOf);
