namespace DataPipe.Warc.Cdx;

/// <summary>
/// Which columns the lines of a classic index have, named by letters as in its header line: N key, b time, a address, m media type, s status, k digest, r redirect,
/// M robot rules, S length, V offset, g file.
/// </summary>
internal sealed class CdxColumns
{
    /// <summary>The 11 columns.</summary>
    public static readonly CdxColumns Eleven = new("NbamskrMSVg");

    /// <summary>The 9 columns.</summary>
    public static readonly CdxColumns Nine = new("NbamskrVg");

    private CdxColumns(string letters) => Letters = letters;

    /// <summary>The letters in their order.</summary>
    public string Letters { get; }

    /// <summary>The header line, without its end.</summary>
    public string Header => " CDX " + string.Join(' ', Letters.ToCharArray());

    /// <summary>Reads a header line; null when the line is none, or lacks what an entry needs.</summary>
    public static CdxColumns? OfHeader(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words is not ["CDX", ..] || words.Skip(1).Any(w => w.Length != 1)) return null;
        var letters = string.Concat(words.Skip(1));
        return "NbaVg".All(letters.Contains) ? new CdxColumns(letters) : null;
    }

    /// <summary>The columns of a file without a header line, by their number; null when it is neither of the two in use.</summary>
    public static CdxColumns? OfCount(int count) => count == Eleven.Letters.Length ? Eleven : count == Nine.Letters.Length ? Nine : null;
}
