using System.Globalization;
using System.Text.RegularExpressions;

namespace DataPipe.Synthesis.Replay;

/// <summary>The tasks of a reply in Alpaca's format: blocks between "###", each with a numbered instruction, input and output. Source: Taori et al. 2023 (Stanford Alpaca), its code.</summary>
public static partial class RecordedBlocks
{
    /// <summary>Whether a reply has that format.</summary>
    public static bool IsOne(string reply) => reply.Contains("###", StringComparison.Ordinal) || Output().IsMatch(reply);

    /// <summary>The instructions of the blocks that have exactly three parts under the number that comes next, as the published code reads them; the last block of a reply that was cut is left out. The first block may lack the words before its instruction, which then stood in the prompt.</summary>
    public static IReadOnlyList<string> Parse(string reply, bool isCut)
    {
        List<string> instructions = [];
        var blocks = reply.Split("###");
        var number = FirstNumber(blocks);
        if (number is null) return instructions;
        if (Part().Match(blocks[0]).Groups[2].Value != "Instruction") blocks[0] = string.Create(CultureInfo.InvariantCulture, $"{number}. Instruction:{blocks[0]}");
        for (var i = 0; i < blocks.Length - (isCut ? 1 : 0); i++, number++)
        {
            var wanted = number.Value.ToString(CultureInfo.InvariantCulture);
            var parts = Part().Matches(blocks[i]).Where(p => p.Groups[1].Value == wanted).ToArray();
            if (parts.Length == 3) instructions.Add(blocks[i][(parts[0].Index + parts[0].Length)..parts[1].Index].Trim());
        }

        return instructions;
    }

    // The number that the first block has in the list: from the first block that shows one.
    private static int? FirstNumber(string[] blocks)
    {
        for (var i = 0; i < blocks.Length; i++)
            if (Part().Match(blocks[i]) is { Success: true } part) return int.Parse(part.Groups[1].ValueSpan, CultureInfo.InvariantCulture) - i;
        return null;
    }

    [GeneratedRegex(@"(\d{1,4})\.\s+(Instruction|Input|Output):")]
    private static partial Regex Part();

    [GeneratedRegex(@"\d+\.\s+Output:")]
    private static partial Regex Output();
}
