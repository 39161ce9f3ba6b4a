using System.Runtime.CompilerServices;
using System.Text;
using DataPipe.Text.Words;

namespace DataPipe.Text.Passages;

/// <summary>
/// Normalises a line as CCNet does before it hashes it: whitespace at the ends goes, letters become lower case, every digit 0, control characters and a published list of
/// punctuation beyond ASCII go; punctuation of ASCII stays. Source: Wenzek et al. 2020, arXiv:1911.00359. Reusable; nothing is allocated once the buffer fits.
/// </summary>
public sealed class CcNetNormalizer
{
    private const byte Gone = 0;
    private const int RetainedBytes = 1 << 20;
    private static readonly byte[] Ascii = BuildAscii();
    private byte[] _buffer = new byte[1024];

    /// <summary>The normalised line; valid until the next call. Malformed bytes become U+FFFD.</summary>
    public ReadOnlySpan<byte> Normalize(ReadOnlySpan<byte> utf8)
    {
        utf8 = Whitespace.Trim(utf8);
        // A code point grows by a byte at most, and one of two bytes (İ) becomes three.
        var needed = Utf8Case.MaxLowerBytes(utf8.Length);
        if (_buffer.Length < needed || (_buffer.Length > RetainedBytes && needed < RetainedBytes)) _buffer = new byte[Math.Max(1024, needed)];
        var (at, written) = (0, 0);
        while (at < utf8.Length)
        {
            (at, written) = AsciiRun(utf8, at, written);
            if (at < utf8.Length) at = Wide(utf8, at, ref written);
        }

        return _buffer.AsSpan(0, written);
    }

    private (int At, int Written) AsciiRun(ReadOnlySpan<byte> utf8, int at, int written)
    {
        var (buffer, map) = (_buffer, Ascii);
        for (; at < utf8.Length; at++)
        {
            var b = utf8[at];
            if (b >= 0x80) break;
            var mapped = map[b];
            buffer[written] = mapped;
            written += mapped == Gone ? 0 : 1;
        }

        return (at, written);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Wide(ReadOnlySpan<byte> utf8, int at, ref int written)
    {
        Rune.DecodeFromUtf8(utf8[at..], out var rune, out var bytes);
        var after = at + bytes;
        var traits = RuneTraits.Of(rune.Value);
        if ((traits & RuneTrait.Digit) != 0) _buffer[written++] = (byte)'0';
        else if (rune.Value >= 0xA0 && !RuneSets.IsCcNetPunctuation(rune.Value))
        {
            var lower = rune.Value switch
            {
                0x130 => new Rune('i'),
                0x3A3 => Utf8Case.LowerSigma(utf8, at, after),
                _ => Rune.ToLowerInvariant(rune),
            };
            written += lower.EncodeToUtf8(_buffer.AsSpan(written));
            if (rune.Value == 0x130) written += new Rune(0x307).EncodeToUtf8(_buffer.AsSpan(written)); // the dot stays, as in Python
        }

        return after;
    }

    private static byte[] BuildAscii()
    {
        var map = new byte[128];
        for (var b = 0x20; b < 0x7F; b++)
            map[b] = char.IsAsciiDigit((char)b) ? (byte)'0' : char.IsAsciiLetterUpper((char)b) ? (byte)(b | 0x20) : (byte)b;
        return map;
    }
}
