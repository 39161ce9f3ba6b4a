using System.Buffers;
using System.Diagnostics;
using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Reading;

namespace DataPipe.Parquet.Benchmarks;

/// <summary>Writing and reading documents against the codec alone on the same bytes, and against DuckDB on one thread: MB of text
/// a second of CPU time, medians of interleaved rounds. Ratios are medians of the ratios of each round, whose works saw the same machine.</summary>
internal static class SpeedBenchmark
{
    private const int Rounds = 7;

    // Until the methods are compiled for good, their compiler's CPU time would count as theirs.
    private const int WarmUpRounds = 3;

    // Reading takes so little that once is too short a time to measure.
    private const int Reads = 4;

    public static async Task RunAsync(string? folder, long totalBytes, CodecKind? only)
    {
        var documents = Documents.Load(folder, totalBytes);
        var rows = new DocumentRow[documents.Count];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = new DocumentRow(i);
        var textBytes = documents.Sum(document => (long)document.Length);
        Console.WriteLine($"{documents.Count} documents, {textBytes / 1e6:F0} MB, medians of {Rounds} rounds, MB of text a CPU second");
        Console.WriteLine("compress, decompress: the library alone, in blocks of 1 MiB; Zstandard at level 3. pages: the text column page by page; chunks: a row group at a time");
        Console.WriteLine("codec        compress    write   ratio   decompress    pages   ratio   chunks   ratio   size");
        using var duck = DuckDb.TryOpen();
        foreach (var kind in only is { } one ? [one] : new[] { CodecKind.Zstandard, CodecKind.Snappy, CodecKind.Lz4Raw, CodecKind.Gzip, CodecKind.None })
            await MeasureAsync(kind, documents, rows, textBytes, duck);
        Console.WriteLine(duck is null ? "no DuckDB: run npm ci in tests/node" : $"DuckDB {duck.Version}, threads=1: rows appended by vectors to a table in memory, COPY of it to a file; reading: the text column in chunks");
        Console.WriteLine("Our rows lie in memory as the caller has them, and DuckDB's COPY finds them in its table: who has rows pays for filling it, who has the table does not.");
        Console.WriteLine($"peak working set {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB, documents, files and DuckDB's table included");
    }

    private static async Task MeasureAsync(CodecKind kind, List<byte[]> documents, DocumentRow[] rows, long textBytes, DuckDb? duck)
    {
        using var codec = Codecs.Create(kind);
        var blocks = DocumentFile.Blocks(documents, rows);
        var blocksCompressed = new List<byte[]>();
        using var plainLevel = kind == CodecKind.Zstandard ? new LevelAlone() : null;
        var page = new byte[blocks.Max(block => block.Length)];
        var file = new MemoryStream(checked((int)(textBytes + (textBytes >> 3))));
        await DocumentFile.WriteAsync(file, kind, documents, rows);
        await using var reader = await ParquetReader.OpenAsync(file, "benchmark", CancellationToken.None);
        var path = Path.Combine(Path.GetTempPath(), $"duckdb-{Environment.ProcessId}.parquet");
        // DuckDB's gzip takes minutes; the others are enough.
        var withDuck = kind is CodecKind.Gzip or CodecKind.Lz4Raw ? null : duck;
        List<double> compress = [], tuned = [], write = [], decompress = [], pages = [], chunks = [], fill = [], duckWrite = [], duckRead = [], ownFile = [];
        for (var round = 0; round < WarmUpRounds + Rounds; round++)
        {
            blocksCompressed.Clear();
            compress.Add(await Clock.SecondsAsync(() => CompressAsync(plainLevel ?? codec)));
            write.Add(await Clock.SecondsAsync(() =>
            {
                file.SetLength(0);
                return DocumentFile.WriteAsync(file, kind, documents, rows);
            }));
            if (plainLevel is not null)
            {
                blocksCompressed.Clear();
                tuned.Add(await Clock.SecondsAsync(() => CompressAsync(codec)));
            }
            var textBlocks = Math.Min(blocks.Count, (int)(textBytes >> 20) + 1);
            decompress.Add(await Clock.SecondsAsync(() =>
            {
                for (var i = 0; i < textBlocks * Reads; i++)
                    codec.Decompress(blocksCompressed[i % textBlocks], page.AsSpan(0, blocks[i % textBlocks].Length));
                return Task.CompletedTask;
            }));
            pages.Add(await Clock.SecondsAsync(() => RepeatAsync(DocumentFile.ReadPagesAsync)));
            chunks.Add(await Clock.SecondsAsync(() => RepeatAsync(DocumentFile.ReadChunksAsync)));
            if (withDuck is null)
                continue;
            fill.Add(await Clock.SecondsAsync(() =>
            {
                withDuck.Fill(documents, rows);
                return Task.CompletedTask;
            }));
            duckWrite.Add(await Clock.SecondsAsync(() =>
            {
                withDuck.Run($"COPY documents TO '{path}' (FORMAT parquet, COMPRESSION '{Name(kind)}'{(kind == CodecKind.Zstandard ? ", COMPRESSION_LEVEL 3" : "")})");
                return Task.CompletedTask;
            }));
            ownFile.Add(await Clock.SecondsAsync(async () =>
            {
                await using var stream = File.Create(path + ".own");
                await DocumentFile.WriteAsync(stream, kind, documents, rows);
            }));
            duckRead.Add(await Clock.SecondsAsync(() =>
            {
                for (var i = 0; i < Reads; i++)
                    Check(withDuck.TextBytes($"SELECT text FROM read_parquet('{path}')"));
                return Task.CompletedTask;
            }));
        }
        double Speed(IEnumerable<double> seconds) => textBytes / 1e6 / Clock.Median(seconds.Skip(WarmUpRounds));
        double Ratio(IEnumerable<double> seconds, IEnumerable<double> of) => Clock.Median(of.Zip(seconds, (a, b) => a / b).Skip(WarmUpRounds));
        Console.WriteLine($"{kind,-10} {Speed(compress),10:F0} {Speed(write),8:F0} {Ratio(write, compress),7:P0} "
            + $"{Reads * Speed(decompress),12:F0} {Reads * Speed(pages),8:F0} {Ratio(pages, decompress),7:P0} {Reads * Speed(chunks),8:F0} {Ratio(chunks, decompress),7:P0} {(double)file.Length / textBytes,6:P1}");
        if (plainLevel is not null)
            Console.WriteLine($"  our sizes of tables, alone: {Speed(tuned):F0}, {Ratio(tuned, compress):P0} of the level's own; blocks of the level's own {plainLevel.Bytes / (double)(WarmUpRounds + Rounds) / textBytes:P1}");
        if (withDuck is not null)
        {
            var whole = fill.Zip(duckWrite, (a, b) => a + b).ToList();
            Console.WriteLine($"  DuckDB: COPY alone {Speed(duckWrite):F0}, {Ratio(duckWrite, compress):P0} of the codec; filling its table and COPY {Speed(whole):F0}; "
                + $"ours to a file {Speed(ownFile):F0}, {Ratio(ownFile, compress):P0}: {Ratio(ownFile, duckWrite):F2}x and {Ratio(ownFile, whole):F2}x");
            Console.WriteLine($"          reading {Reads * Speed(duckRead):F0}, ours {Ratio(pages, duckRead):F2}x; size {(double)new FileInfo(path).Length / textBytes:P1}");
        }
        File.Delete(path);
        File.Delete(path + ".own");

        Task CompressAsync(ICodec by)
        {
            var output = new ArrayBufferWriter<byte>(2 << 20);
            foreach (var block in blocks)
            {
                output.ResetWrittenCount();
                by.Compress(block, output);
                blocksCompressed.Add(output.WrittenSpan.ToArray());
            }
            return Task.CompletedTask;
        }

        async Task RepeatAsync(Func<ParquetReader, Task<long>> read)
        {
            for (var i = 0; i < Reads; i++)
                Check(await read(reader));
        }

        void Check(long bytes)
        {
            if (bytes != textBytes)
                throw new InvalidDataException($"{bytes} bytes read of {textBytes}");
        }
    }

    private static string Name(CodecKind kind) => kind switch
    {
        CodecKind.Zstandard => "zstd",
        CodecKind.Snappy => "snappy",
        _ => "uncompressed",
    };
}
