using System.Text.RegularExpressions;

namespace DataPipe.Synthesis.TaskBlocks;

/// <summary>A numbered heading within a block, such as <c>3. Input:</c>.</summary>
/// <param name="Start">Where its number begins.</param>
/// <param name="End">Where its text begins.</param>
/// <param name="Number">The number as it is written.</param>
/// <param name="Name"><c>Instruction</c>, <c>Input</c> or <c>Output</c>.</param>
/// <param name="OpensLine">Whether it stands on one line with nothing before it, a blank before its point or not.</param>
/// <param name="IsPlain">Whether its point follows the number at once.</param>
internal readonly partial record struct BlockPart(int Start, int End, string Number, string Name, bool OpensLine, bool IsPlain)
{
    /// <summary>All that look like one, in order.</summary>
    public static IEnumerable<BlockPart> Of(string block)
    {
        foreach (Match match in Heading().Matches(block))
            yield return new BlockPart(match.Index, match.Index + match.Length, match.Groups[1].Value, match.Groups[4].Value, OpensLineAt(block, match), match.Groups[2].Length == 0);
    }

    private static bool OpensLineAt(string block, Match match) =>
        block.AsSpan(0, match.Index).TrimEnd(" \t") is [] or [.., '\n'] && match.Groups[3].ValueSpan.IndexOfAnyExcept(' ', '\t') < 0;

    [GeneratedRegex(@"([0-9]+)([ \t]*)\.(\s+)(Instruction|Input|Output):")]
    private static partial Regex Heading();
}
