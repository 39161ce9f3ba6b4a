using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DataPipe.Core.Records;
using DataPipe.Synthesis.Instructions;

namespace DataPipe.Synthesis.TaskBlocks;

/// <summary>
/// Numbered blocks of instruction, input and output between lines of three hashes, as Alpaca writes and reads them. Source: Taori et al. 2023, code.
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

    private static (string, Instance)? Read(string piece)
    {
        var marks = PartMark().Matches(piece);
        if (marks.Count != 3 || marks[0].Groups[1].Value != "Instruction" || marks[1].Groups[1].Value != "Input" || marks[2].Groups[1].Value != "Output") return null;
        var instruction = InstructionList.Collapse(piece[(marks[0].Index + marks[0].Length)..marks[1].Index]);
        var input = piece[(marks[1].Index + marks[1].Length)..marks[2].Index].Trim();
        var output = piece[(marks[2].Index + marks[2].Length)..].Trim();
        return (instruction, new Instance(IsNoInput(input) ? "" : input, output));
    }

    // "<noinput>", "< No input >", "noinput." and the like. Source: the faults that AlpacaDataCleaned lists.
    private static bool IsNoInput(string input) => NoInputText().IsMatch(input);

    [GeneratedRegex(@"(?:^|\n)[ \t]*\d+[ \t]*\.[ \t]+(Instruction|Input|Output):")]
    private static partial Regex PartMark();

    [GeneratedRegex(@"^\s*(?:#{3,}\s*)?\d+\s*\.\s+Instruction:")]
    private static partial Regex RepeatedOpening();

    [GeneratedRegex(@"^[<\[(]?\s*(?:no[ _-]?input|none|n/a)\s*[>\])]?\.?$", RegexOptions.IgnoreCase)]
    private static partial Regex NoInputText();
}
