using System.Buffers;
using System.Text;

namespace DataPipe.Text.Words;

/// <summary>Lower-casing of UTF-8 by the simple, one-to-one mapping of Unicode.</summary>
public static class Utf8Case
{
    /// <summary>The bytes that <see cref="ToLower"/> can need at most for <paramref name="bytes"/> bytes: a two-byte letter may become one of three.</summary>
    public static int MaxLowerBytes(int bytes) => checked(bytes + bytes / 2 + 3);

    /// <summary>
    /// Writes <paramref name="utf8"/> lower-cased, code point by code point, into <paramref name="destination"/> and gives the bytes written.
    /// Malformed bytes become U+FFFD. Throws <see cref="ArgumentException"/> when the destination is shorter than <see cref="MaxLowerBytes"/> asks and the text does not fit.
    /// </summary>
    public static int ToLower(ReadOnlySpan<byte> utf8, Span<byte> destination)
    {
        var written = 0;
        while (!utf8.IsEmpty)
        {
            if (Ascii.ToLower(utf8, destination[written..], out var ascii) == OperationStatus.DestinationTooSmall) throw TooSmall();
            written += ascii;
            utf8 = utf8[ascii..];
            while (!utf8.IsEmpty && utf8[0] >= 0x80)
            {
                Rune.DecodeFromUtf8(utf8, out var rune, out var consumed);
                if (!Rune.ToLowerInvariant(rune).TryEncodeToUtf8(destination[written..], out var bytes)) throw TooSmall();
                written += bytes;
                utf8 = utf8[consumed..];
            }
        }
        return written;
    }

    /// <summary>The small form of the capital sigma that lies from <paramref name="at"/> to <paramref name="after"/>: at the end of a word the final one.</summary>
    internal static Rune LowerSigma(ReadOnlySpan<byte> utf8, int at, int after)
    {
        const RuneTrait cased = RuneTrait.Letter;
        var ends = at > 0 && (RuneTraits.Last(utf8[..at], out _) & cased) != 0
            && (after >= utf8.Length || (RuneTraits.First(utf8[after..], out _) & cased) == 0);
        return new(ends ? 'ς' : 'σ');
    }

    private static ArgumentException TooSmall() => new("The destination is too small for the lower-cased text.", "destination");
}
