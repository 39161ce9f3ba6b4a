using DataPipe.Text.Hashing;
using DataPipe.Text.Words;

namespace DataPipe.Text.Statistics;

/// <summary>Measures how much of a text is left when of equal lines, or paragraphs, only one stays. They are compared by 64-bit hashes, as they are. Holds memory for one thread.</summary>
public sealed class DistinctShare
{
    private static ReadOnlySpan<byte> Break => "\n\n"u8;

    private readonly HashSet64 _seen = new();
    private long _pieces, _distinct, _chars, _distinctChars;

    /// <summary>Different lines by all, and their code points by those of all; what newlines part, blank ones left out. 0 without any.</summary>
    public (double Fraction, double CharFraction) Lines(TextAnalysis analysis)
    {
        var table = analysis.Lines(LineRule.Newline);
        Reset(table.Count);
        for (var i = 0; i < table.Count; i++)
        {
            var line = table.Of(analysis.Text, i);
            if (!Whitespace.TrimStart(line).IsEmpty) Add(analysis, line);
        }

        return Shares();
    }

    /// <summary>Different paragraphs by all, and their code points by those of all; what two newlines part, from the left, empty ones too. 0 for a text without any word.</summary>
    public (double Fraction, double CharFraction) Paragraphs(TextAnalysis analysis)
    {
        var text = analysis.Text;
        if (Whitespace.TrimStart(text).IsEmpty) return default;
        if (text.IndexOf(Break) < 0) return (1, 1);
        Reset(text.Count(Break) + 1);
        for (var rest = text; ;)
        {
            var end = rest.IndexOf(Break);
            Add(analysis, end < 0 ? rest : rest[..end]);
            if (end < 0) return Shares();
            rest = rest[(end + Break.Length)..];
        }
    }

    private void Reset(int pieces)
    {
        _seen.Reset(pieces);
        _pieces = _distinct = _chars = _distinctChars = 0;
    }

    private void Add(TextAnalysis analysis, ReadOnlySpan<byte> piece)
    {
        var chars = analysis.RunesOf(piece);
        _pieces++;
        _chars += chars;
        if (!_seen.Add(XxHash64.Hash(piece))) return;
        _distinct++;
        _distinctChars += chars;
    }

    private (double Fraction, double CharFraction) Shares() => (_pieces == 0 ? 0 : (double)_distinct / _pieces, _chars == 0 ? 0 : (double)_distinctChars / _chars);
}
