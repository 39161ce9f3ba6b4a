using System.Buffers;
using DataPipe.Text.Ngrams;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Decontamination;

/// <summary>Cuts stretches out of texts, as GPT-3's decontamination does. Reusable memory of one task.</summary>
internal sealed class SpanRemover(SpanRemovalOptions options)
{
    private static readonly byte[] Seam = "\n\n"u8.ToArray();
    private readonly List<(int Start, int End)> _cuts = [];
    private readonly ArrayBufferWriter<byte> _left = new();

    /// <summary>What is left of a text: its pieces, without whitespace at their ends, with a blank line between them; empty when no piece is long enough, null when there would be too many.</summary>
    public byte[]? Remove(ReadOnlySpan<byte> text, IReadOnlyList<NgramRun> runs)
    {
        Widen(text, runs);
        _left.ResetWrittenCount();
        int at = 0, pieces = 0;
        for (var i = 0; i <= _cuts.Count; i++)
        {
            var piece = Whitespace.Trim(text[at..(i < _cuts.Count ? _cuts[i].Start : text.Length)]);
            if (i < _cuts.Count) at = _cuts[i].End;
            if (Utf8Runes.Count(piece) < options.MinPieceChars) continue;
            if (++pieces > options.MaxPieces) return null;
            if (pieces > 1) _left.Write(Seam);
            _left.Write(piece);
        }

        return _left.WrittenSpan.ToArray();
    }

    // The runs with their margins, in order, those that touch joined.
    private void Widen(ReadOnlySpan<byte> text, IReadOnlyList<NgramRun> runs)
    {
        _cuts.Clear();
        for (var i = 0; i < runs.Count; i++) _cuts.Add((Back(text, runs[i].Start), Forth(text, runs[i].End)));
        _cuts.Sort();
        var joined = 0;
        for (var i = 1; i < _cuts.Count; i++)
        {
            if (_cuts[i].Start <= _cuts[joined].End) _cuts[joined] = (_cuts[joined].Start, Math.Max(_cuts[joined].End, _cuts[i].End));
            else _cuts[++joined] = _cuts[i];
        }

        if (_cuts.Count > 0) _cuts.RemoveRange(joined + 1, _cuts.Count - joined - 1);
    }

    private int Back(ReadOnlySpan<byte> text, int at)
    {
        for (var chars = options.MarginChars; chars > 0 && at > 0; chars--)
        {
            at--;
            while (at > 0 && (text[at] & 0xC0) == 0x80) at--;
        }

        return at;
    }

    private int Forth(ReadOnlySpan<byte> text, int at)
    {
        for (var chars = options.MarginChars; chars > 0 && at < text.Length; chars--)
        {
            at++;
            while (at < text.Length && (text[at] & 0xC0) == 0x80) at++;
        }

        return at;
    }
}
