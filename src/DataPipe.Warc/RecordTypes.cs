using System.Text;

namespace DataPipe.Warc;

/// <summary>The names of the record types.</summary>
internal static class RecordTypes
{
    private static readonly string[] Names = ["", "warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion", "continuation"];

    /// <summary>The type of that name, letter case aside.</summary>
    public static WarcRecordType Parse(ReadOnlySpan<byte> name)
    {
        for (var i = 1; i < Names.Length; i++)
            if (Ascii.EqualsIgnoreCase(name, Names[i])) return (WarcRecordType)i;
        return WarcRecordType.Unknown;
    }

    /// <summary>The name of a type.</summary>
    public static string Name(WarcRecordType type) => Names[(int)type];
}
