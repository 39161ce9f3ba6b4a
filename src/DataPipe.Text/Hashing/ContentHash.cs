using System.Globalization;

namespace DataPipe.Text.Hashing;

/// <summary>
/// A 128-bit hash of content: two XXH64 of the same bytes with the seeds 0 and 0x9E3779B97F4A7C15.
/// It names content and finds exact duplicates (a chance collision among 10^12 documents has odds below 10^-14); it does not resist an attacker.
/// </summary>
/// <param name="High">The XXH64 of the bytes with seed 0.</param>
/// <param name="Low">The XXH64 of the bytes with seed 0x9E3779B97F4A7C15.</param>
public readonly record struct ContentHash(ulong High, ulong Low) : IComparable<ContentHash>
{
    /// <summary>The hash of <paramref name="content"/>; the empty span has a hash as well.</summary>
    public static ContentHash Of(ReadOnlySpan<byte> content) => new(XxHash64.Hash(content), XxHash64.Hash(content, Mix64.Golden));

    /// <summary>Reads the 32 hexadecimal digits that <see cref="ToString"/> writes; throws <see cref="FormatException"/> on anything else.</summary>
    public static ContentHash Parse(ReadOnlySpan<char> hex)
    {
        if (hex.Length == 32
            && ulong.TryParse(hex[..16], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
            && ulong.TryParse(hex[16..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low))
            return new(high, low);
        throw new FormatException($"A content hash is 32 hexadecimal digits, not \"{hex[..Math.Min(hex.Length, 40)]}\".");
    }

    /// <summary>Orders by the high word, then by the low one.</summary>
    public int CompareTo(ContentHash other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>Whether the left hash sorts before the right one.</summary>
    public static bool operator <(ContentHash left, ContentHash right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left hash sorts after the right one.</summary>
    public static bool operator >(ContentHash left, ContentHash right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left hash sorts before the right one or equals it.</summary>
    public static bool operator <=(ContentHash left, ContentHash right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left hash sorts after the right one or equals it.</summary>
    public static bool operator >=(ContentHash left, ContentHash right) => left.CompareTo(right) >= 0;

    /// <summary>32 lower-case hexadecimal digits, high word first.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");
}
