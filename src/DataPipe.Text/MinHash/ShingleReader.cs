using DataPipe.Text.Hashing;
using DataPipe.Text.Words;

namespace DataPipe.Text.MinHash;

/// <summary>Reads the shingles of a text as 64-bit hashes: runs of consecutive normalised words joined by blanks, hashed with XXH64. Reusable memory of one thread.</summary>
internal sealed class ShingleReader(int shingleWords, WordRule rule)
{
    private const int RetainedWords = 1 << 20;
    private readonly ShingleNormalizer _normalizer = new();
    private byte[] _joined = new byte[4096];
    private int[] _starts = new int[1024];
    private ulong[] _hashes = new ulong[1024];

    /// <summary>The hashes of the shingles of <paramref name="utf8"/>, in order and with repeats; none when nothing is left of the text, one when it has fewer words than a shingle. Valid until the next call.</summary>
    internal ReadOnlySpan<ulong> Read(ReadOnlySpan<byte> utf8)
    {
        if (_starts.Length > RetainedWords && utf8.Length < RetainedWords) (_joined, _starts, _hashes) = (new byte[4096], new int[1024], new ulong[1024]);
        var normalized = _normalizer.Normalize(utf8);
        if (_joined.Length < normalized.Length * 2L) _joined = new byte[Math.Min(Array.MaxLength, normalized.Length * 2L)]; // a blank after each word at worst
        int words = 0, end = 0;
        foreach (var word in DataPipe.Text.Words.Words.Of(normalized, rule))
        {
            if (words == _starts.Length) Array.Resize(ref _starts, words * 2);
            if (end > 0) _joined[end++] = (byte)' ';
            _starts[words++] = end;
            word.Span.CopyTo(_joined.AsSpan(end));
            end += word.Span.Length;
        }
        if (words == 0) return [];

        var shingles = Math.Max(1, words - shingleWords + 1);
        if (_hashes.Length < shingles) _hashes = new ulong[Math.Max(shingles, _starts.Length)];
        for (var i = 0; i < shingles; i++)
        {
            var next = i + shingleWords; // the first word after the shingle
            var stop = next >= words ? end : _starts[next] - 1;
            _hashes[i] = XxHash64.Hash(_joined.AsSpan(_starts[i], stop - _starts[i]));
        }
        return _hashes.AsSpan(0, shingles);
    }
}
