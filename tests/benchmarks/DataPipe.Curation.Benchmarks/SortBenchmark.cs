using System.Diagnostics;
using System.Globalization;
using DataPipe.Curation.Sorting;
using DataPipe.Text.Hashing;

namespace DataPipe.Curation.Benchmarks;

/// <summary>Sorts 16 million entries of 16 bytes by the framework and by the external sorter, in memory and through files, and prints millions of entries a second of processor time and the ratio.</summary>
internal static class SortBenchmark
{
    private const int Entries = 16_000_000;

    private readonly record struct Entry(ulong High, ulong Low) : IComparable<Entry>
    {
        public int CompareTo(Entry other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);
    }

    internal static async Task RunAsync()
    {
        var entries = new Entry[Entries];
        var (comparison, radix, memory, files) = (0.0, 0.0, 0.0, 0.0);
        for (var round = 0; round < 2; round++)
        {
            // The first round warms up.
            Fill(entries);
            comparison = Seconds(() => entries.AsSpan().Sort());
            Fill(entries);
            radix = Seconds(() => RadixSort.Sort(entries.AsSpan()));
            Fill(entries);
            memory = await SecondsAsync(() => SortAsync(entries, 1L << 30));
            files = await SecondsAsync(() => SortAsync(entries, 64L << 20));
        }

        Print("Span.Sort", comparison, comparison);
        Print("radix sort", radix, comparison);
        Print("sorter, all in memory", memory, comparison);
        Print("sorter, 64 MiB and files", files, comparison);
    }

    private static async Task SortAsync(Entry[] entries, long memoryBytes)
    {
        await using var sorter = new ExternalSorter<Entry>(memoryBytes, Scratch);
        foreach (var entry in entries) await sorter.AddAsync(entry, CancellationToken.None);
        await sorter.SortAsync(CancellationToken.None);
        var some = new Entry[1 << 14];
        while (await sorter.ReadAsync(some, CancellationToken.None) > 0)
        {
        }
    }

    private static FileStream Scratch() => new(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);

    private static void Fill(Entry[] entries)
    {
        for (var i = 0; i < entries.Length; i++) entries[i] = new Entry(Mix64.Of((ulong)i), (ulong)i);
    }

    private static double Seconds(Action work)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        work();
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        await work();
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
    }

    private static void Print(string what, double seconds, double against) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{what,-26}{Entries / 1e6 / seconds,8:F1} million entries/s{against / seconds,7:F2} times Span.Sort"));
}
