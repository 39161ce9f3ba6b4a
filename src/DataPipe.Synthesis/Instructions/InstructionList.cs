using System.Text.RegularExpressions;

namespace DataPipe.Synthesis.Instructions;

/// <summary>
/// Lists of instructions as Self-Instruct writes and reads them: "1. ... 8. ..." with an open "9." in the prompt, which the reply goes on from.
/// Source: Wang et al. 2023 (Self-Instruct), arXiv:2212.10560. The case of the reply is kept, where the published code lowers all but the first letter.
/// </summary>
public static partial class InstructionList
{
    /// <summary>The numbered list of the prompt: white space of each instruction collapsed, a colon at its end removed, and the open number behind.</summary>
    public static string Write(IReadOnlyList<string> instructions)
    {
        var list = new System.Text.StringBuilder();
        for (var i = 0; i < instructions.Count; i++)
            list.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i + 1}. {Collapse(instructions[i]).TrimEnd(':')}\n");
        return list.Append(System.Globalization.CultureInfo.InvariantCulture, $"{instructions.Count + 1}.").ToString();
    }

    /// <summary>The instructions of a reply in order: cut at line breaks that a number and a full stop follow, white space collapsed, empty ones left out. A teacher that repeats the open number is understood.</summary>
    public static IReadOnlyList<string> Parse(string reply)
    {
        List<string> instructions = [];
        var at = RepeatedNumber().Match(reply) is { Success: true } repeated ? repeated.Length : 0;
        foreach (var number in Number().EnumerateMatches(reply, at))
        {
            Take(reply.AsSpan(at, number.Index - at));
            at = number.Index + number.Length;
        }

        Take(reply.AsSpan(at));
        return instructions;

        void Take(ReadOnlySpan<char> text)
        {
            if (!text.Trim().IsEmpty) instructions.Add(Collapse(text.ToString()));
        }
    }

    /// <summary>Every run of white space as one blank, none at the ends.</summary>
    public static string Collapse(string text) => WhiteSpace().Replace(text, " ").Trim();

    [GeneratedRegex(@"\n\d+\s?\. ")]
    private static partial Regex Number();

    [GeneratedRegex(@"^\s*\d+\s?\.\s")]
    private static partial Regex RepeatedNumber();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
