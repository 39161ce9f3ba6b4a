namespace DataPipe.Synthesis.Recipes;

/// <summary>What was kept, between the rounds.</summary>
/// <param name="Id">Id of the sample.</param>
/// <param name="Text">Its instruction.</param>
/// <param name="Key">What no other may have: instruction and input.</param>
/// <param name="Group">What its quota is counted under: the name of its task.</param>
/// <param name="NearestGroup">Group of the input that it is most similar to; null when it resembles none, or nobody looked.</param>
internal sealed record KeptText(string Id, string Text, string Key, string Group, string? NearestGroup);
