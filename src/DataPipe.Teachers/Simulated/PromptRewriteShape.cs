namespace DataPipe.Teachers.Simulated;

/// <summary>A prompt that is to be rewritten into a harder one, or to inspire a new one: the prompt with one more demand, or another one; sometimes no better than before. Source: Evol-Instruct, arXiv:2304.12244, section 3.</summary>
internal sealed class PromptRewriteShape : IAnswerShape
{
    private const string Given = "[Given Prompt]";
    private const string Rewritten = "[Rewritten Prompt]";
    private const string New = "[New Prompt]";

    public string? TryAnswer(Asked asked)
    {
        var isNew = Sections.EndsWith(asked.Text, New);
        if (!isNew && !Sections.EndsWith(asked.Text, Rewritten)) return null;
        if (Sections.Under(asked.Text, Given, Rewritten, New) is not { Length: > 0 } given) return null;
        var chance = asked.Chance;
        if (isNew) return TaskInventor.Usable(chance, closedOnly: false);
        var fate = chance.Fraction();
        if (fate < 0.04) return given;
        if (fate < 0.08) return $"Here is the rewritten prompt: {given}";
        var harder = $"{given} {TaskInventor.Fill(chance.Of(Vocabulary.Limits), chance)}";
        return asked.Text.Contains("table", StringComparison.OrdinalIgnoreCase) && !given.Contains('|', StringComparison.Ordinal)
            ? $"{harder} Use this table.\n\n| item | amount |\n| --- | --- |\n| {chance.Of(Vocabulary.Things)} | {chance.Below(90) + 3} |\n| {chance.Of(Vocabulary.Things)} | {chance.Below(90) + 3} |"
            : harder;
    }
}
