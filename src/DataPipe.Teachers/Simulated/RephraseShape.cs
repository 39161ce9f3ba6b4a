namespace DataPipe.Teachers.Simulated;

/// <summary>An instruction that is to be said in other words: formulations one a line, the place of its input kept in most.</summary>
internal sealed class RephraseShape : IAnswerShape
{
    private const string Slot = "{INPUT}";
    private static readonly string[] Frames = ["Please {0}", "Your task: {0}", "I would like you to {0}", "Could you {0}", "Here is what to do: {0}"];

    public string? TryAnswer(Asked asked)
    {
        if (!Sections.EndsWith(asked.Text, "[Formulations]") || Sections.Under(asked.Text, "[Instruction]", "[Formulations]") is not { Length: > 0 } given) return null;
        var hasSlot = given.EndsWith(Slot, StringComparison.Ordinal);
        var bare = (hasSlot ? given[..^Slot.Length] : given).Trim().ReplaceLineEndings(" ");
        var inner = char.ToLowerInvariant(bare[0]) + bare[1..];
        List<string> frames = [.. Frames], lines = [];
        for (var i = 0; i < 3; i++)
        {
            var at = asked.Chance.Below(frames.Count);
            var text = frames[at].Replace("{0}", inner, StringComparison.Ordinal);
            frames.RemoveAt(at);
            lines.Add(hasSlot && !asked.Chance.Hits(0.08) ? $"{i + 1}. {text} {Slot}" : $"{i + 1}. {text}");
        }

        return string.Join('\n', lines);
    }
}
