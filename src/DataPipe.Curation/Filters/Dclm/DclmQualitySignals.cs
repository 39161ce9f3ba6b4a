using System.Text;
using DataPipe.Core.Records;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters.Dclm;

/// <summary>The signals of <see cref="DclmQualityFilter"/>.</summary>
internal sealed class DclmQualitySignals(TextAnalysis analysis) : ISignals
{
    private double _bullets, _ellipses;
    private bool _hasLines;

    /// <inheritdoc/>
    public void Read(Document document)
    {
        analysis.Read(document.Text.Memory);
        _hasLines = false;
    }

    /// <inheritdoc/>
    public double Of(int signal)
    {
        if (signal == 0) return DclmWords.Count(analysis.Text);
        if (signal is 3 or 4) ReadLines();
        var words = analysis.Words(WordRule.Whitespace);
        return signal switch
        {
            1 => words.Count == 0 ? 0 : (double)words.Runes / words.Count,
            2 => words.Count == 0 ? 1 : (double)Symbols() / words.Count,
            3 => _bullets,
            4 => _ellipses,
            5 => words.Count == 0 ? 1 : (double)(words.Count - words.AlphabeticWords) / words.Count,
            _ => EnglishStopWords.Count(analysis.Text, words, anyCase: true),
        };
    }

    private int Symbols()
    {
        var text = analysis.Text;
        var symbols = text.Count((byte)'#') + text.Count("…"u8);
        return text.Contains((byte)'.') ? symbols + text.Count("..."u8) + text.Count(". . ."u8) : symbols;
    }

    private void ReadLines()
    {
        if (_hasLines) return;
        _hasLines = true;
        var text = analysis.Text;
        var table = analysis.Lines(LineRule.Newline);
        int lines = 0, bullets = 0, ellipses = 0;
        for (var i = 0; i < table.Count; i++)
        {
            var line = Whitespace.Trim(table.Of(text, i));
            if (line.IsEmpty) continue;
            lines++;
            if (IsBullet(line)) bullets++;
            if (line.EndsWith("..."u8) || line.EndsWith("…"u8) || line.EndsWith(". . ."u8)) ellipses++;
        }

        (_bullets, _ellipses) = lines == 0 ? default : ((double)bullets / lines, (double)ellipses / lines);
    }

    private static bool IsBullet(ReadOnlySpan<byte> line)
    {
        if (line[0] < 0x80) return line[0] is (byte)'*' or (byte)'-';
        Rune.DecodeFromUtf8(line, out var first, out _);
        return first.Value is '●' or '•';
    }
}
