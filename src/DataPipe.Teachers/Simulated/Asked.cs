namespace DataPipe.Teachers.Simulated;

/// <summary>What an answer shape may look at.</summary>
/// <param name="Prompt">The whole prompt.</param>
/// <param name="Text">The last message that is not a system message, with line ends as \n and straight apostrophes.</param>
/// <param name="Temperature">The temperature, 1 when the prompt leaves it open.</param>
/// <param name="Chance">Where this answer's choices come from.</param>
internal sealed record Asked(Prompt Prompt, string Text, double Temperature, Chance Chance);
