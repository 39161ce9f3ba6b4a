using System.Globalization;
using System.Text;
using DataPipe.Text.MinHash;
using DataPipe.Text.Words;

namespace DataPipe.Text.LanguageModels;

/// <summary>Normalises lines as a <see cref="ModelNormalization"/> says. Source: Wenzek et al. 2020, arXiv:1911.00359, for that of CCNet. Reusable; nothing is allocated once the buffer fits.</summary>
internal sealed class ModelNormalizer(ModelNormalization normalization)
{
    private const int RetainedBytes = 1 << 20;
    private static readonly byte[] Ascii = BuildAscii();
    private byte[] _buffer = new byte[1024];
    private int _written;

    /// <summary>The line that was normalised last.</summary>
    internal ReadOnlySpan<byte> Current => _buffer.AsSpan(0, _written);

    /// <summary>The normalised line; valid until the next call.</summary>
    /// <exception cref="ArgumentException">It is longer than 500 MB.</exception>
    internal ReadOnlySpan<byte> Normalize(ReadOnlySpan<byte> utf8)
    {
        // A code point becomes at most three of three bytes each: a Hangul syllable.
        var needed = 4L * utf8.Length + 16;
        if (needed > Array.MaxLength) throw new ArgumentException("a line is longer than 500 MB", nameof(utf8));
        if (_buffer.Length < needed || (_buffer.Length > RetainedBytes && needed < RetainedBytes)) _buffer = new byte[(int)Math.Max(1024, needed)];
        if (normalization == ModelNormalization.Lower)
        {
            _written = Utf8Case.ToLower(utf8, _buffer);
            return Current;
        }

        var (written, map) = (0, Ascii);
        for (var at = 0; at < utf8.Length;)
        {
            var b = utf8[at];
            if (b < 0x80)
            {
                var mapped = map[b];
                _buffer[written] = mapped;
                written += mapped == 0 ? 0 : 1;
                at++;
            }
            else
            {
                Rune.DecodeFromUtf8(utf8[at..], out var rune, out var bytes);
                at += bytes;
                written += Wide(rune, _buffer.AsSpan(written));
            }
        }

        _written = written;
        return Current;
    }

    private static int Wide(Rune rune, Span<byte> destination)
    {
        var ascii = rune.Value switch
        {
            0x2018 or 0x2019 or 0x201A or 0x2032 or 0x00B4 => '\'',
            0x201C or 0x201D or 0x201E or 0x00AB or 0x00BB or 0x300A or 0x300B => '"',
            >= 0x2010 and <= 0x2015 or 0x2212 => '-',
            0x3001 or 0xFF0C => ',',
            0x3002 or 0xFF0E => '.',
            0xFF01 => '!', 0xFF08 => '(', 0xFF09 => ')', 0xFF1A => ':', 0xFF1B => ';', 0xFF1F => '?',
            _ => '\0',
        };
        if ((RuneTraits.Of(rune.Value) & RuneTrait.Digit) != 0) ascii = '0';
        if (ascii != '\0')
        {
            destination[0] = (byte)ascii;
            return 1;
        }

        if (rune.Value == 0x2026)
        {
            "..."u8.CopyTo(destination);
            return 3;
        }

        if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control && !Rune.IsWhiteSpace(rune)) return 0;
        var lower = Rune.ToLowerInvariant(rune);
        Span<char> hangul = stackalloc char[3];
        return BareLetters.TryReplace(lower, hangul, out var bare) ? Encoding.UTF8.GetBytes(bare, destination) : lower.EncodeToUtf8(destination);
    }

    private static byte[] BuildAscii()
    {
        var map = new byte[128];
        for (var b = 0; b < 0x7F; b++)
            map[b] = char.IsAsciiDigit((char)b) ? (byte)'0' : char.IsAsciiLetterUpper((char)b) ? (byte)(b | 0x20) : b >= 0x20 || b is '\t' or '\n' or '\r' ? (byte)b : (byte)0;
        return map;
    }
}
