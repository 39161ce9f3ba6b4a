using DataPipe.Teachers.Ledger;

namespace DataPipe.Teachers.Batches;

/// <summary>The jobs of a ledger that are under way at providers, each a folder below <c>batches</c>. A job belongs to the process that holds its journal; when that died, to the next that asks for one of its rows.</summary>
internal sealed class BatchShelf(CallLedger ledger, TimeProvider time)
{
    private const string UnfinishedEnd = ".new";
    private readonly string _folder = Path.Combine(ledger.Folder, SegmentNames.Batches);

    /// <summary>The jobs of a teacher. What nobody needs any more is taken away: what never reached the provider, and what the ledger has all of.</summary>
    /// <param name="teacher">The teacher's id.</param>
    /// <param name="giveBack">Hears of money that was set aside for rows that were never sent.</param>
    public IReadOnlyList<BatchJob> Open(string teacher, Action<Reservation, RequestKey> giveBack)
    {
        if (!Directory.Exists(_folder)) return [];
        List<BatchJob> jobs = [];
        foreach (var folder in Directory.EnumerateDirectories(_folder).Order(StringComparer.Ordinal))
        {
            if (folder.EndsWith(UnfinishedEnd, StringComparison.Ordinal))
            {
                if (Claim(folder) is not { } unfinished) continue;
                using (unfinished) Directory.Delete(folder, recursive: true);
                continue;
            }

            if (BatchJob.Read(folder) is not { } job || job.Teacher != teacher) continue;
            if (Claim(folder) is { } journal)
            {
                using (journal)
                    if (TryClear(job, journal, giveBack)) continue;
            }

            jobs.Add(job);
        }

        return jobs;
    }

    /// <summary>Makes a job of rows: it is there whole or not at all, and this process has it from the beginning, so that nobody tidies it away.</summary>
    public (BatchJob Job, BatchJournal Journal) Create(string teacher, IReadOnlyList<AskedRow> rows, TeacherOptions options, BatchOptions limits)
    {
        var name = BatchJob.NameOf(rows.Select(row => row.Key));
        for (var attempt = 0; ; attempt++)
        {
            var folder = Path.Combine(_folder, attempt == 0 ? name : $"{name}-{attempt}");
            if (Directory.Exists(folder) || Directory.Exists(folder + UnfinishedEnd)) continue;
            Directory.CreateDirectory(folder + UnfinishedEnd);
            var job = new BatchJob(folder + UnfinishedEnd, teacher, [.. rows.Select(row => (row.Key, row.Reservation))]);
            var journal = Claim(job.Folder) ?? throw new IOException($"{job.Folder} is held by another process.");
            try
            {
                job.Save();
                _ = new BatchSplitter(options, limits, job.Folder).Split([.. rows.Select(row => row.Prompt!)]);
                DurableFile.SynchroniseFolder(job.Folder);
                // Windows moves no folder with an open file.
                if (OperatingSystem.IsWindows()) journal.Dispose();
                Directory.Move(job.Folder, folder);
                if (OperatingSystem.IsWindows()) journal = Claim(folder) ?? throw new IOException($"{folder} is held by another process.");
                journal.Follow(folder);
                DurableFile.SynchroniseFolder(_folder);
                return (job with { Folder = folder }, journal);
            }
            catch
            {
                journal.Dispose();
                throw;
            }
        }
    }

    /// <summary>Takes a job over; null when another process has it.</summary>
    public BatchJournal? Claim(string folder)
    {
        try
        {
            return new BatchJournal(folder, time.GetUtcNow());
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            return null;
        }
    }

    /// <summary>Whether the ledger has all answers to a row.</summary>
    public bool IsKept(RowKey row)
    {
        for (var sample = 0; sample < row.Samples; sample++)
            if (!ledger.Has(new EntryKey(row.Request, (ushort)sample)))
                return false;
        return true;
    }

    private bool TryClear(BatchJob job, BatchJournal journal, Action<Reservation, RequestKey> giveBack)
    {
        if (!journal.IsOver && !journal.IsUntouched) return false;
        if (journal.IsOver && !job.Rows.All(row => IsKept(row.Key))) return false;
        foreach (var (key, reservation) in job.Rows)
            if (journal.IsUntouched && reservation is not null)
                giveBack(reservation, key.Request);
        Directory.Delete(job.Folder, recursive: true);
        return true;
    }
}
