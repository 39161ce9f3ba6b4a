namespace DataPipe.Teachers.Ledger;

/// <summary>Takes over the entries of another ledger or of exported lines. What is there already is passed over; money that others spent is not.</summary>
public static class LedgerImport
{
    private const int EntriesAtOnce = 512;

    /// <summary>Imports another ledger.</summary>
    /// <returns>Entries taken over, and entries passed over.</returns>
    public static Task<(long Taken, long Passed)> FromLedgerAsync(CallLedger target, CallLedger source, CancellationToken cancellation) =>
        TakeAsync(target, source.Entries().Select(e => (e, System.Text.Encoding.UTF8.GetBytes(source.FindRequest(e.Key) ?? ""))), cancellation);

    /// <summary>Imports lines that <see cref="EntryLines"/> wrote.</summary>
    /// <param name="target">Where they go.</param>
    /// <param name="lines">The lines, in UTF-8.</param>
    /// <param name="cancellation">Ends it; what was taken over stays.</param>
    /// <exception cref="FormatException">A line is no entry; the message has its number. The lines before it may have been taken over.</exception>
    public static Task<(long Taken, long Passed)> FromLinesAsync(CallLedger target, TextReader lines, CancellationToken cancellation) =>
        TakeAsync(target, Read(lines), cancellation);

    private static IEnumerable<(LedgerEntry, byte[])> Read(TextReader lines)
    {
        for (var number = 1L; lines.ReadLine() is { } line; number++)
        {
            if (line.Length == 0) continue;
            (LedgerEntry, byte[]) entry;
            try
            {
                entry = EntryLines.Read(System.Text.Encoding.UTF8.GetBytes(line));
            }
            catch (FormatException misfit)
            {
                throw new FormatException($"line {number}: {misfit.Message}", misfit);
            }

            yield return entry;
        }
    }

    private static async Task<(long Taken, long Passed)> TakeAsync(CallLedger target, IEnumerable<(LedgerEntry Entry, byte[] Request)> entries, CancellationToken cancellation)
    {
        var (taken, passed) = (0L, 0L);
        var batch = new List<Task>(EntriesAtOnce);
        foreach (var (entry, request) in entries)
        {
            cancellation.ThrowIfCancellationRequested();
            // Only answers have an identity to compare by; another ledger's failures are its own.
            if (entry.Outcome != EntryOutcome.Answer || target.Has(new EntryKey(entry.Key, (ushort)entry.Sample)))
            {
                passed++;
                continue;
            }

            batch.Add(target.AppendAsync([entry], request));
            taken++;
            if (batch.Count < EntriesAtOnce) continue;
            await Task.WhenAll(batch);
            batch.Clear();
        }

        await Task.WhenAll(batch);
        return (taken, passed);
    }
}
