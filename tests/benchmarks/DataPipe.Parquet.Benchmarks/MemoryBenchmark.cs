using System.Diagnostics;
using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Writing;

namespace DataPipe.Parquet.Benchmarks;

/// <summary>Peak memory of writing one file of many gigabytes of text, and of reading it back.</summary>
internal static class MemoryBenchmark
{
    public static async Task RunAsync(string? folder, int gigabytes)
    {
        var documents = Documents.Load(folder, 32 << 20);
        var path = Path.Combine(Path.GetTempPath(), $"memory-{Environment.ProcessId}.parquet");
        try
        {
            Console.WriteLine("GB of text    seconds    peak working set");
            long bytes = 0;
            await using (var stream = File.Create(path))
            await using (var writer = new ParquetWriter(stream, DocumentFile.Schema, new ParquetWriterOptions { Codec = CodecKind.Zstandard }))
            {
                for (var row = 0; bytes < gigabytes * 1_000_000_000L; row++)
                {
                    var document = documents[row % documents.Count];
                    DocumentFile.Append(writer, document, new DocumentRow(row));
                    await writer.FlushIfFullAsync(CancellationToken.None);
                    Report("written", bytes, bytes += document.Length);
                }
                await writer.FinishAsync(CancellationToken.None);
            }
            await using var file = File.OpenRead(path);
            await using var reader = await ParquetReader.OpenAsync(file, path, CancellationToken.None);
            var text = reader.Schema.FindLeaf("text")!.Index;
            long read = 0;
            for (var group = 0; group < reader.RowGroups.Count; group++)
            {
                var before = read;
                await foreach (var page in reader.ReadPagesAsync(group, text, CancellationToken.None))
                {
                    for (var i = 0; i < page.ValueCount; i++)
                        read += page.Bytes(i).Length;
                    page.Dispose();
                }
                Report("read", before, read);
            }
            if (read != bytes)
                throw new InvalidDataException($"{read} bytes read of {bytes}");
            Console.WriteLine($"file {file.Length / 1e9:F2} GB, {reader.RowGroups.Count} row groups");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Report(string what, long before, long after)
    {
        if (before / 1_000_000_000 == after / 1_000_000_000)
            return;
        var process = Process.GetCurrentProcess();
        Console.WriteLine($"{after / 1e9,6:F0} {what,-8} {process.TotalProcessorTime.TotalSeconds,8:F1} {process.PeakWorkingSet64 / 1e6,10:F0} MB");
    }
}
