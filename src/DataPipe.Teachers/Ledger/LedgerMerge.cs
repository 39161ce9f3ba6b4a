namespace DataPipe.Teachers.Ledger;

/// <summary>
/// Makes one indexed segment of several closed ones. The new segment says in its first record which it replaces, so it counts instead of them from the moment
/// it has its name, and a crash at any point changes nothing that is read. One process at a time merges; the others go on.
/// </summary>
internal static class LedgerMerge
{
    /// <summary>Gives closed segments their index, and merges when there are many. Does nothing while another process does it.</summary>
    public static void Tidy(string folder, LedgerOptions options, TimeProvider time)
    {
        using var alone = TryLock(folder);
        if (alone is null) return;
        var closed = Closed(folder);
        // One that is twice as large as the smaller ones together is left out: no record is copied more often than the logarithm of the ledger's size.
        var sources = closed.OrderBy(s => s.Bytes).ToList();
        while (sources.Count > 1 && sources[^1].Bytes > 2 * sources.Take(sources.Count - 1).Sum(s => s.Bytes)) sources.RemoveAt(sources.Count - 1);
        if (sources.Count >= options.MergeFrom) _ = Merge(folder, [.. sources.OrderBy(s => s.Number)], _ => true, time);
    }

    /// <summary>Merges all closed segments and keeps the entries that a rule keeps; money that was spent stays spent.</summary>
    /// <returns>What was kept and what was left out.</returns>
    /// <exception cref="LedgerException">Another process merges now.</exception>
    public static (long Kept, long Dropped) Rewrite(string folder, Func<LedgerEntry, bool> keep, TimeProvider time)
    {
        using var alone = TryLock(folder) ?? throw new LedgerException($"Another process tidies the ledger in {folder} now. Wait for it and try again.");
        var closed = Closed(folder);
        return closed.Count == 0 ? (0, 0) : Merge(folder, closed, keep, time);
    }

    private static FileStream? TryLock(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, SegmentNames.MergeLock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException)
        {
            return null;
        }
    }

    // Every segment whose writer is gone, in order and with an index; what a finished merge replaced and a crash left behind is removed.
    private static List<IndexedSegment> Closed(string folder)
    {
        foreach (var number in SegmentNames.Numbers(folder, SegmentNames.UnfinishedEnd).Distinct())
        {
            if (SegmentClaim.IsLive(folder, number)) continue;
            foreach (var end in new[] { SegmentNames.SegmentEnd, SegmentNames.IndexEnd }) File.Delete(SegmentNames.Of(folder, number, end + SegmentNames.UnfinishedEnd));
        }

        var segments = new List<IndexedSegment>();
        foreach (var number in SegmentNames.Numbers(folder, SegmentNames.SegmentEnd))
        {
            if (SegmentClaim.IsLive(folder, number)) continue;
            File.Delete(SegmentNames.Of(folder, number, SegmentNames.LiveEnd));
            segments.Add(IndexedSegment.TryOpen(folder, number) ?? Index(folder, number));
        }

        var replaced = segments.SelectMany(s => s.Accounts.Replaces).ToHashSet();
        foreach (var segment in segments.Where(s => replaced.Contains(s.Number))) Delete(folder, segment.Number);
        return [.. segments.Where(s => !replaced.Contains(s.Number))];
    }

    private static IndexedSegment Index(string folder, int number)
    {
        var path = SegmentNames.Of(folder, number, SegmentNames.SegmentEnd);
        using var file = IndexedSegment.OpenToRead(path);
        var segment = new LiveSegment(number, path, file);
        segment.ReadOn();
        IndexFile.Write(SegmentNames.Of(folder, number, SegmentNames.IndexEnd), segment.Sorted(), () => RandomAccess.GetLength(file), segment.Accounts);
        return IndexedSegment.TryOpen(folder, number) ?? throw new IOException($"The index of {path} cannot be read back.");
    }

    private static (long Kept, long Dropped) Merge(string folder, List<IndexedSegment> sources, Func<LedgerEntry, bool> keep, TimeProvider time)
    {
        using var claim = SegmentClaim.Take(folder);
        var path = SegmentNames.Of(folder, claim.Number, SegmentNames.SegmentEnd);
        var unfinished = path + SegmentNames.UnfinishedEnd;
        long kept, dropped;
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 20))
        {
            var merger = new SegmentMerger(file, sources, keep, time);
            IndexFile.Write(SegmentNames.Of(folder, claim.Number, SegmentNames.IndexEnd), merger.Rows(), () => file.Position, merger.Accounts);
            file.Flush();
            DurableFile.Synchronise(file.SafeFileHandle, unfinished);
            (kept, dropped) = (merger.Kept, merger.Dropped);
        }

        File.Move(unfinished, path, overwrite: false);
        DurableFile.SynchroniseFolder(folder);
        foreach (var source in sources) Delete(folder, source.Number);
        return (kept, dropped);
    }

    private static void Delete(string folder, int number)
    {
        File.Delete(SegmentNames.Of(folder, number, SegmentNames.SegmentEnd));
        File.Delete(SegmentNames.Of(folder, number, SegmentNames.IndexEnd));
    }
}
