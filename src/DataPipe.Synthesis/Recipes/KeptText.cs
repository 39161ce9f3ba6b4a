namespace DataPipe.Synthesis.Recipes;

/// <summary>What was kept, between the rounds.</summary>
/// <param name="Id">Id of the sample.</param>
/// <param name="Text">Its instruction.</param>
/// <param name="Key">What no other may have: instruction and input.</param>
internal sealed record KeptText(string Id, string Text, string Key);
