using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DataPipe.Core.Records;
using DataPipe.Synthesis.Instructions;

namespace DataPipe.Synthesis.TaskBlocks;

/// <summary>
/// Numbered blocks of instruction, input and output between lines of three hashes, as Alpaca writes them; read with care, or to the letter as the published code reads them. Source: Taori et al. 2023, code.
/// </summary>
public static partial class TaskBlock
{
    /// <summary>What stands for an input that is not there.</summary>
    public const string NoInput = "<noinput>";

    private const string Mark = "###";

    /// <summary>The blocks of the samples, and the open block behind them.</summary>
    public static string Write(IReadOnlyList<Sample> samples)
    {
        var text = new StringBuilder();
        for (var i = 0; i < samples.Count; i++)
        {
            var (number, task) = (i + 1, samples[i].Task);
            var input = task.Input.Length == 0 ? NoInput : task.Input;
            var output = samples[i].Messages.LastOrDefault(m => m.Role == "assistant")?.Content ?? "";
            text.Append(CultureInfo.InvariantCulture, $"{Mark}\n{number}. Instruction: {InstructionList.Collapse(InstructionPool.TextOf(samples[i])).TrimEnd(':')}\n{number}. Input:\n{input}\n{number}. Output:\n{output}\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"{Mark}\n{samples.Count + 1}. Instruction:").ToString();
    }

    /// <summary>The blocks of a reply to an open block, in order; null for one that does not have exactly the three parts. The last one is left out when the reply was cut.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="open">Number of the open block.</param>
    /// <param name="isCutShort">Whether the token limit cut it.</param>
    public static IReadOnlyList<(string Instruction, Instance Instance)?> Parse(string reply, int open, bool isCutShort)
    {
        // A teacher that repeats the open line is understood.
        var whole = RepeatedOpening().IsMatch(reply) ? reply : string.Create(CultureInfo.InvariantCulture, $"{open}. Instruction: {reply}");
        var pieces = Pieces(whole);
        List<(string, Instance)?> blocks = [];
        for (var i = 0; i < pieces.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(pieces[i]) || (isCutShort && i == pieces.Count - 1)) continue;
            blocks.Add(Read(pieces[i]));
        }

        return blocks;
    }

    // What stands between lines of hashes alone; a number may follow the hashes on their line.
    private static List<string> Pieces(string text)
    {
        List<string> pieces = [];
        var piece = new StringBuilder();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim();
            var rest = trimmed.TrimStart('#').TrimStart();
            if (trimmed.StartsWith(Mark) && (rest.IsEmpty || char.IsAsciiDigit(rest[0])))
            {
                pieces.Add(piece.ToString());
                piece.Clear().Append(rest);
                if (!rest.IsEmpty) piece.Append('\n');
            }
            else
            {
                piece.Append(line).Append('\n');
            }
        }

        pieces.Add(piece.ToString());
        return pieces;
    }

    /// <summary>Whether a reply that somebody recorded has that format.</summary>
    public static bool IsIn(string reply) => reply.Contains(Mark, StringComparison.Ordinal) || BlockPart.Of(reply).Any(p => p.Name == "Output" && p.IsPlain);

    /// <summary>
    /// The instructions of a recorded reply as the published code keeps them: of blocks that have exactly three parts under the number that comes next, whatever the parts are called and wherever they stand. The last
    /// block of a reply that was cut is left out. The first may lack the words before its instruction, which then stood in the prompt.
    /// </summary>
    public static IReadOnlyList<string> ParseAsPublished(string reply, bool isCutShort)
    {
        List<string> instructions = [];
        var blocks = reply.Split(Mark);
        var first = FirstNumber(blocks);
        if (first is null) return instructions;
        if (PublishedParts(blocks[0]).FirstOrDefault().Name != "Instruction") blocks[0] = string.Create(CultureInfo.InvariantCulture, $"{first}. Instruction:{blocks[0]}");
        for (var i = 0; i < blocks.Length - (isCutShort ? 1 : 0); i++)
        {
            var wanted = (first.Value + i).ToString(CultureInfo.InvariantCulture);
            BlockPart[] parts = [.. PublishedParts(blocks[i]).Where(p => p.Number == wanted)];
            if (parts.Length == 3) instructions.Add(blocks[i][parts[0].End..parts[1].Start].Trim());
        }

        return instructions;
    }

    // The number that the first block has in the list: from the first block that shows one.
    private static int? FirstNumber(string[] blocks)
    {
        for (var i = 0; i < blocks.Length; i++)
            if (PublishedParts(blocks[i]).FirstOrDefault() is { Number: not null } part) return int.Parse(part.Number, CultureInfo.InvariantCulture) - i;
        return null;
    }

    // Of a number that is longer than any list the last four digits count, as before a word anything may stand.
    private static IEnumerable<BlockPart> PublishedParts(string block) =>
        BlockPart.Of(block).Where(p => p.IsPlain).Select(p => p.Number.Length <= 4 ? p : p with { Start = p.Start + p.Number.Length - 4, Number = p.Number[^4..] });

    private static (string, Instance)? Read(string piece)
    {
        BlockPart[] parts = [.. BlockPart.Of(piece).Where(p => p.OpensLine)];
        if (parts is not [{ Name: "Instruction" }, { Name: "Input" }, { Name: "Output" }]) return null;
        var instruction = InstructionList.Collapse(piece[parts[0].End..parts[1].Start]);
        var input = piece[parts[1].End..parts[2].Start].Trim();
        return (instruction, new Instance(IsNoInput(input) ? "" : input, piece[parts[2].End..].Trim()));
    }

    // "<noinput>", "< No input >", "noinput." and the like. Source: the faults that AlpacaDataCleaned lists.
    private static bool IsNoInput(string input) => NoInputText().IsMatch(input);

    [GeneratedRegex(@"^\s*(?:#{3,}\s*)?\d+\s*\.\s+Instruction:")]
    private static partial Regex RepeatedOpening();

    [GeneratedRegex(@"^[<\[(]?\s*(?:no[ _-]?input|none|n/a)\s*[>\])]?\.?$", RegexOptions.IgnoreCase)]
    private static partial Regex NoInputText();
}
