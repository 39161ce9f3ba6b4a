namespace DataPipe.Teachers.Ledger;

/// <summary>A segment number of one's own. The operating system ends the claim when the process ends, however it ends.</summary>
internal sealed class SegmentClaim : IDisposable
{
    private readonly FileStream _lock;

    private SegmentClaim(int number, FileStream file) => (Number, _lock) = (number, file);

    public int Number { get; }

    /// <summary>Takes a number that no other writer has, now or before.</summary>
    public static SegmentClaim Take(string folder)
    {
        for (var number = SegmentNames.NextNumber(folder); ; number++)
        {
            var path = SegmentNames.Of(folder, number, SegmentNames.LiveEnd);
            try
            {
                var claim = new SegmentClaim(number, new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
                // A number that was used and freed between the listing and here has its segment by now.
                if (!File.Exists(SegmentNames.Of(folder, number, SegmentNames.SegmentEnd))) return claim;
                claim.Dispose();
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another writer took it in the same moment.
            }
        }
    }

    /// <summary>Whether the writer of a segment lives.</summary>
    public static bool IsLive(string folder, int number)
    {
        var path = SegmentNames.Of(folder, number, SegmentNames.LiveEnd);
        try
        {
            using var probe = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Lets go of the number.</summary>
    public void Dispose() => _lock.Dispose();
}
