using System.Globalization;

namespace DataPipe.Warc.Cdx;

/// <summary>Makes the entries of an archive's records.</summary>
public static class CdxIndexer
{
    /// <summary>
    /// Reads an archive to its end and returns its entries, sorted. They are held in memory, about 0.5 kB each: throws <see cref="WarcException"/> beyond
    /// <paramref name="maxEntries"/>; larger ones go through <see cref="CdxEntry.Of"/> one by one into an unsorted <see cref="CdxWriter"/> and <c>LC_ALL=C sort</c>.
    /// </summary>
    public static async ValueTask<IReadOnlyList<CdxEntry>> IndexAsync(WarcReader reader, string fileName, int maxEntries, CancellationToken cancellation)
    {
        var entries = new List<CdxEntry>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false) is { } record)
        {
            if (record.IsDamaged || CdxEntry.Of(record, fileName) is not { } entry) continue;
            if (entries.Count == maxEntries)
                throw new WarcException(string.Create(CultureInfo.InvariantCulture, $"{fileName} has more than {maxEntries} entries: write them unsorted and sort the file"));
            entries.Add(entry);
        }
        entries.Sort(CdxEntry.Order);
        return entries;
    }
}
