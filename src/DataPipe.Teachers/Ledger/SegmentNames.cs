using System.Globalization;

namespace DataPipe.Teachers.Ledger;

/// <summary>Names of a ledger's files: <c>calls-00000001.seg</c> holds records, <c>.idx</c> its sorted keys, <c>.live</c> is locked by its writer as long as that lives. The folder <c>batches</c> holds what is under way at providers.</summary>
internal static class SegmentNames
{
    public const string SegmentEnd = ".seg";
    public const string IndexEnd = ".idx";
    public const string LiveEnd = ".live";
    public const string UnfinishedEnd = ".tmp";
    public const string MergeLock = "merge.lock";
    public const string SpendLock = "spend.lock";
    public const string Batches = "batches";
    private const string Start = "calls-";

    public static string Of(string folder, int number, string end) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Start}{number:D8}{end}"));

    /// <summary>Numbers of the files with an ending, ascending.</summary>
    public static List<int> Numbers(string folder, string end)
    {
        var numbers = new List<int>();
        foreach (var path in Directory.EnumerateFiles(folder, $"{Start}*{end}"))
            if (NumberOf(path) is { } number)
                numbers.Add(number);
        numbers.Sort();
        return numbers;
    }

    /// <summary>The number above all that were ever taken and are not forgotten.</summary>
    public static int NextNumber(string folder)
    {
        var highest = 0;
        foreach (var path in Directory.EnumerateFiles(folder, $"{Start}*")) highest = Math.Max(highest, NumberOf(path) ?? 0);
        return highest + 1;
    }

    private static int? NumberOf(string path)
    {
        var name = Path.GetFileName(path.AsSpan())[Start.Length..];
        var dot = name.IndexOf('.');
        return dot > 0 && int.TryParse(name[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
