using System.Globalization;
using System.Text;

namespace DataPipe.Curation.Extraction.Html;

/// <summary>Looks up named character references.</summary>
internal static class NamedReferences
{
    /// <summary>Length of the longest name in bytes.</summary>
    public const int MaxNameBytes = 31;

    // Longest and shortest name that needs no semicolon: "Aacute", "Ccedil", "frac12", "plusmn" and others have six bytes, "lt" has two.
    private const int MaxLegacyBytes = 6;
    private const int MinLegacyBytes = 2;

    private static readonly int[] Starts = BuildStarts();

    /// <summary>Finds a name that a semicolon follows, and writes what it stands for.</summary>
    /// <returns>Bytes written, at most 8; 0 when there is no such name.</returns>
    public static int Find(ReadOnlySpan<byte> name, Span<byte> utf8)
    {
        var entry = Search(name);
        return entry < 0 ? 0 : Write(NamedReferenceTable.Entries[(entry + name.Length + 1)..], utf8);
    }

    /// <summary>Finds the longest start of a text that is a name which needs no semicolon, and writes what it stands for.</summary>
    /// <returns>Bytes written; 0 when there is none.</returns>
    public static int FindLegacy(ReadOnlySpan<byte> text, Span<byte> utf8, out int nameLength)
    {
        for (nameLength = Math.Min(text.Length, MaxLegacyBytes); nameLength >= MinLegacyBytes; nameLength--)
        {
            var entry = Search(text[..nameLength]);
            if (entry >= 0 && NamedReferenceTable.Entries[entry + nameLength] == '!')
                return Write(NamedReferenceTable.Entries[(entry + nameLength + 1)..], utf8);
        }

        return 0;
    }

    private static int Search(ReadOnlySpan<byte> name)
    {
        var table = NamedReferenceTable.Entries;
        int low = 0, high = Starts.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var entry = table[Starts[middle]..];
            var order = entry[..entry.IndexOfAny((byte)':', (byte)'!')].SequenceCompareTo(name);
            if (order == 0) return Starts[middle];
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return -1;
    }

    private static int Write(ReadOnlySpan<byte> codePoints, Span<byte> utf8)
    {
        var written = 0;
        while (true)
        {
            var length = codePoints.IndexOfAnyExceptInRange((byte)'0', (byte)'F');
            if (length < 0) length = codePoints.Length;
            written += new Rune(int.Parse(codePoints[..length], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).EncodeToUtf8(utf8[written..]);
            if (length == codePoints.Length || codePoints[length] != ',') return written;
            codePoints = codePoints[(length + 1)..];
        }
    }

    private static int[] BuildStarts()
    {
        List<int> starts = [];
        var table = NamedReferenceTable.Entries;
        for (var at = 0; at < table.Length;)
        {
            if (table[at] is (byte)' ' or (byte)'\n')
            {
                at++;
                continue;
            }

            starts.Add(at);
            var length = table[at..].IndexOfAny((byte)' ', (byte)'\n');
            at = length < 0 ? table.Length : at + length;
        }

        return [.. starts];
    }
}
