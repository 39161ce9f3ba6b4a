namespace DataPipe.Text.MinHash;

/// <summary>
/// Reads the shingles of a text as 64-bit hashes: runs of consecutive normalised words joined by blanks, hashed with XXH64; in order and with repeats.
/// A text is read in pieces of about a megabyte, so that the longest takes no more memory than that. Reusable memory of one thread.
/// </summary>
public sealed class ShingleReader(MinHashPreset preset)
{
    // Without whitespace for so long, a text is cut where it is.
    private const int PieceBytes = 1 << 20, MaxPieceBytes = 1 << 24;
    private readonly ShingleNormalizer _normalizer = new(preset.Normalization == ShingleNormalization.FineWeb);
    private readonly RedPajamaNormalizer? _redPajama = preset.Normalization == ShingleNormalization.RedPajama ? new() : null;
    private readonly JoinedWords _words = new(preset.WordRule);
    private ulong[] _hashes = new ulong[1024];
    private int _at, _count;
    private bool _isFirst;

    /// <summary>The hashes that <see cref="Next"/> read; valid until it is called again.</summary>
    public ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, _count);

    /// <summary>Starts a text.</summary>
    public void Begin()
    {
        _normalizer.Begin();
        _words.Clear();
        (_at, _count, _isFirst) = (0, 0, true);
    }

    /// <summary>Reads the <see cref="Hashes"/> of the next piece of the text, perhaps none; false when there is no further piece. A text with fewer words than a shingle is one shingle, one without words none.</summary>
    public bool Next(ReadOnlySpan<byte> utf8)
    {
        if (_at == utf8.Length) return false;
        _words.KeepLast(preset.ShingleWords - 1);
        var end = PieceEnd(utf8);
        var piece = utf8[_at..end];
        _words.Add(_redPajama is null ? _normalizer.Next(piece) : _redPajama.Next(piece));
        _at = end;
        var isLast = end == utf8.Length;
        // While there are too few words for a shingle, they wait for the next piece.
        _count = Math.Max(0, _words.Count - preset.ShingleWords + 1);
        if (_count == 0 && isLast && _isFirst && _words.Count > 0) _count = 1;
        if (_hashes.Length < _count) _hashes = new ulong[Math.Max(_count, _hashes.Length * 2)];
        _words.HashRuns(preset.ShingleWords, _hashes.AsSpan(0, _count));
        _isFirst &= _count == 0;
        return true;
    }

    private int PieceEnd(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length - _at <= PieceBytes) return utf8.Length;
        var space = utf8.Slice(_at, PieceBytes).LastIndexOfAny(" \n\r\t"u8);
        if (space >= 0) return _at + space + 1;
        space = utf8.Slice(_at, Math.Min(MaxPieceBytes, utf8.Length - _at)).IndexOfAny(" \n\r\t"u8);
        if (space >= 0) return _at + space + 1;
        var end = Math.Min(_at + MaxPieceBytes, utf8.Length);
        while (end < utf8.Length && (utf8[end] & 0xC0) == 0x80 && end > _at + MaxPieceBytes - 4) end--;
        return end;
    }
}
