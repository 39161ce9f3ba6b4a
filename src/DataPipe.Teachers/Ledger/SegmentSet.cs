namespace DataPipe.Teachers.Ledger;

/// <summary>Finds the segments of a folder that count, and opens them.</summary>
internal static class SegmentSet
{
    private const int Attempts = 20;

    /// <summary>The segments in order, without those that another replaces. Known ones are taken over and read on.</summary>
    /// <param name="folder">The ledger's folder.</param>
    /// <param name="known">Segments that are open already.</param>
    /// <param name="own">Number of the segment this process writes: it is never read on. 0 for none.</param>
    public static ISegment[] Read(string folder, IReadOnlyList<ISegment> known, int own)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return TryRead(folder, known, own);
            }
            catch (FileNotFoundException) when (attempt < Attempts)
            {
                // Another process merged segments between the listing and the opening: the next listing has what they became.
            }
        }
    }

    private static ISegment[] TryRead(string folder, IReadOnlyList<ISegment> known, int own)
    {
        var open = known.ToDictionary(s => s.Number);
        var segments = new List<ISegment>();
        foreach (var number in SegmentNames.Numbers(folder, SegmentNames.SegmentEnd))
        {
            var segment = open.GetValueOrDefault(number);
            if (number != own && segment is null or LiveSegment && IndexedSegment.TryOpen(folder, number) is { } indexed) segment = indexed;
            segment ??= OpenLive(folder, number);
            if (number != own) (segment as LiveSegment)?.ReadOn();
            segments.Add(segment);
        }

        var replaced = segments.SelectMany(s => s.Accounts.Replaces).ToHashSet();
        return [.. segments.Where(s => !replaced.Contains(s.Number))];
    }

    private static LiveSegment OpenLive(string folder, int number)
    {
        var path = SegmentNames.Of(folder, number, SegmentNames.SegmentEnd);
        return new LiveSegment(number, path, IndexedSegment.OpenToRead(path));
    }
}
