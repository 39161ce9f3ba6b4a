using System.Runtime.CompilerServices;

namespace DataPipe.Text.Words;

/// <summary>Whitespace of UTF-8 text as Python's str.isspace and str.strip have it.</summary>
public static class Whitespace
{
    /// <summary>The text without whitespace at its ends, as Python's str.strip.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> utf8) => TrimEnd(TrimStart(utf8));

    /// <summary>The text without whitespace at its start, as Python's str.lstrip.</summary>
    public static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty && (RuneTraits.First(utf8, out var bytes) & RuneTrait.Space) != 0) utf8 = utf8[bytes..];
        return utf8;
    }

    /// <summary>The text without whitespace at its end, as Python's str.rstrip.</summary>
    public static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty && (RuneTraits.Last(utf8, out var bytes) & RuneTrait.Space) != 0) utf8 = utf8[..^bytes];
        return utf8;
    }

    /// <summary>The length in bytes of the whitespace character at <paramref name="at"/>, or 0 when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LengthAt(ReadOnlySpan<byte> utf8, int at)
    {
        var b = utf8[at];
        if (b < 0x80) return b == ' ' || (uint)(b - 9) <= 4 || (uint)(b - 28) <= 3 ? 1 : 0;
        return b is 0xC2 or 0xE1 or 0xE2 or 0xE3 ? WideLengthAt(utf8, at, b) : 0;
    }

    private static int WideLengthAt(ReadOnlySpan<byte> utf8, int at, byte lead)
    {
        if (at + 1 >= utf8.Length) return 0;
        var second = utf8[at + 1];
        if (lead == 0xC2) return second is 0x85 or 0xA0 ? 2 : 0;
        if (at + 2 >= utf8.Length) return 0;
        var third = utf8[at + 2];
        return (lead, second) switch
        {
            (0xE1, 0x9A) => third == 0x80 ? 3 : 0, // U+1680
            (0xE2, 0x80) => third is >= 0x80 and <= 0x8A or 0xA8 or 0xA9 or 0xAF ? 3 : 0, // U+2000..200A, 2028, 2029, 202F
            (0xE2, 0x81) => third == 0x9F ? 3 : 0, // U+205F
            (0xE3, 0x80) => third == 0x80 ? 3 : 0, // U+3000
            _ => 0,
        };
    }
}
