using System.Runtime.CompilerServices;
using System.Text;
using DataPipe.Text.Words;

namespace DataPipe.Text.MinHash;

/// <summary>
/// Normalises text so that near-duplicates meet: lower case, numbers become 0, punctuation becomes blanks, whitespace collapses, accents go (NFD without category Mn).
/// The result is that of datatrove 0.10's simplify_text. Reusable; nothing is allocated once the buffer fits.
/// </summary>
public sealed class ShingleNormalizer
{
    private const byte Blank = 0, Number = 1; // what is neither is the byte to write
    private const int RetainedBytes = 1 << 24;
    private static readonly byte[] Ascii = BuildAscii();
    private byte[] _buffer = new byte[4096];
    private int _written;
    private bool _blank;

    /// <summary>The normalised text; valid until the next call. Malformed bytes become U+FFFD.</summary>
    public ReadOnlySpan<byte> Normalize(ReadOnlySpan<byte> utf8)
    {
        if (_buffer.Length > RetainedBytes && utf8.Length < RetainedBytes / 4) _buffer = new byte[4096];
        _written = 0;
        _blank = false;
        for (var at = 0; at < utf8.Length;)
        {
            at = AsciiRun(utf8, at);
            if (at < utf8.Length) at = Wide(utf8, at);
        }
        return _buffer.AsSpan(0, _written).TrimEnd((byte)' ');
    }

    // Up to the first byte beyond ASCII.
    private int AsciiRun(ReadOnlySpan<byte> utf8, int at)
    {
        Reserve((long)utf8.Length - at + 16); // what is left never grows but by one blank before it
        var buffer = _buffer;
        var written = _written;
        var blank = _blank;
        while (at < utf8.Length)
        {
            var b = utf8[at];
            if (b >= 0x80) break;
            var mapped = Ascii[b];
            at++;
            if (mapped == Blank)
            {
                blank = true;
                continue;
            }
            if (blank)
            {
                if (written > 0) buffer[written++] = (byte)' ';
                blank = false;
            }
            if (mapped == Number)
            {
                mapped = (byte)'0';
                at = NumberEnd(utf8, at);
            }
            buffer[written++] = mapped;
        }
        _written = written;
        _blank = blank;
        return at;
    }

    private int Wide(ReadOnlySpan<byte> utf8, int at)
    {
        Rune.DecodeFromUtf8(utf8[at..], out var rune, out var bytes);
        var after = at + bytes;
        var traits = RuneTraits.Of(rune.Value);
        if ((traits & RuneTrait.Digit) != 0)
        {
            after = NumberEnd(utf8, after);
            Write(new Rune('0'));
        }
        else if ((traits & (RuneTrait.WebPunctuation | RuneTrait.Space)) != 0)
        {
            _blank = true;
        }
        else
        {
            var lower = rune.Value == 0x130 ? new Rune('i') : rune.Value == 0x3A3 ? Sigma(utf8, at, after) : Rune.ToLowerInvariant(rune);
            Span<char> hangul = stackalloc char[3];
            if (!BareLetters.TryReplace(lower, hangul, out var left)) Write(lower);
            else if (left.IsEmpty) WriteBlank(); // the accent goes after blanks have collapsed, so one on its own leaves two
            else foreach (var part in left.EnumerateRunes()) Write(part);
        }
        return after;
    }

    // A capital sigma at the end of a word becomes the final small one.
    private static Rune Sigma(ReadOnlySpan<byte> utf8, int at, int after)
    {
        const RuneTrait cased = RuneTrait.Letter;
        var ends = at > 0 && (RuneTraits.Last(utf8[..at], out _) & cased) != 0
            && (after >= utf8.Length || (RuneTraits.First(utf8[after..], out _) & cased) == 0);
        return new(ends ? 'ς' : 'σ');
    }

    private void WriteBlank()
    {
        Reserve(1);
        if (_blank && _written > 0) _buffer[_written++] = (byte)' ';
        _blank = false;
    }

    private void Write(Rune rune)
    {
        Reserve(8);
        WriteBlank();
        _written += rune.EncodeToUtf8(_buffer.AsSpan(_written));
    }

    // A number is a run of digits of any script, and a second one after one decimal separator.
    private static int NumberEnd(ReadOnlySpan<byte> utf8, int at)
    {
        at = DigitsEnd(utf8, at);
        if (at >= utf8.Length) return at;
        var separator = utf8[at] switch
        {
            (byte)'.' or (byte)',' => 1,
            0xD8 => utf8[at..].StartsWith("\u060C"u8) ? 2 : 0,
            0xD9 => utf8[at..].StartsWith("\u066B"u8) ? 2 : 0,
            0xE2 => utf8[at..].StartsWith("\u2396"u8) || utf8[at..].StartsWith("\u2397"u8) || utf8[at..].StartsWith("\u2398"u8) ? 3 : 0,
            _ => 0,
        };
        if (separator == 0) return at;
        var end = DigitsEnd(utf8, at + separator);
        return end > at + separator ? end : at;
    }

    private static int DigitsEnd(ReadOnlySpan<byte> utf8, int at)
    {
        while (at < utf8.Length)
        {
            var bytes = 1;
            if (utf8[at] < 0x80 ? !char.IsAsciiDigit((char)utf8[at]) : (RuneTraits.First(utf8[at..], out bytes) & RuneTrait.Digit) == 0) break;
            at += bytes;
        }
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(long bytes)
    {
        if (_written + bytes > _buffer.Length) Grow(bytes);
    }

    private void Grow(long bytes) => Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, Math.Max(_written + bytes, _buffer.Length * 2L)));

    private static byte[] BuildAscii()
    {
        var map = new byte[128];
        for (var b = 0; b < map.Length; b++)
            map[b] = char.IsAsciiDigit((char)b) ? Number : char.IsAsciiLetter((char)b) ? (byte)(b | 0x20) : Blank;
        return map;
    }
}
