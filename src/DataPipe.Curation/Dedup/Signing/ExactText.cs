using DataPipe.Text.Hashing;
using DataPipe.Text.MinHash;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Dedup.Signing;

/// <summary>The hash of a text by an <see cref="ExactRule"/>. Reusable.</summary>
internal sealed class ExactText(ExactRule rule)
{
    private const int RetainedBytes = 1 << 24;
    private const int MaxWordsBytes = 1 << 28; // a longer text is compared byte for byte: normalised, it might not fit into an array
    private readonly ShingleNormalizer _normalizer = new();
    private byte[] _buffer = [];

    /// <summary>The hash of a text. What has no words left is compared byte for byte.</summary>
    internal ContentHash Of(ReadOnlySpan<byte> utf8)
    {
        ReadOnlySpan<byte> compared = rule switch
        {
            ExactRule.Whitespace => Collapsed(utf8),
            ExactRule.Words when utf8.Length <= MaxWordsBytes => _normalizer.Normalize(utf8),
            _ => utf8,
        };
        return ContentHash.Of(compared.IsEmpty ? utf8 : compared);
    }

    private Span<byte> Collapsed(ReadOnlySpan<byte> utf8)
    {
        if (_buffer.Length < utf8.Length || (_buffer.Length > RetainedBytes && utf8.Length < RetainedBytes / 4)) _buffer = new byte[Math.Max(utf8.Length, 4096)];
        var written = 0;
        for (var at = 0; at < utf8.Length;)
        {
            var space = Whitespace.LengthAt(utf8, at);
            if (space == 0)
            {
                _buffer[written++] = utf8[at++];
                continue;
            }

            if (written > 0 && _buffer[written - 1] != ' ') _buffer[written++] = (byte)' ';
            at += space;
        }

        return _buffer.AsSpan(0, written > 0 && _buffer[written - 1] == ' ' ? written - 1 : written);
    }
}
