using System.Buffers;
using System.Diagnostics;
using DataPipe.Parquet.Benchmarks;
using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Writing;

// Speed of writing and reading documents against the codec alone on the same bytes, in MB of text a second of CPU time.
// usage: DataPipe.Parquet.Benchmarks [folder of text files] [MB]
const int Rounds = 7;
var documents = Documents.Load(args.Length > 0 ? args[0] : null, (args.Length > 1 ? long.Parse(args[1], null) : 128) << 20);
var textBytes = documents.Sum(document => (long)document.Length);
Console.WriteLine($"{documents.Count} documents, {textBytes / 1e6:F0} MB, best of {Rounds} rounds");
Console.WriteLine("read: chunks disposed after use; kept: left to the garbage collector");
Console.WriteLine("codec        compress    write   ratio   decompress     read   ratio     kept   ratio   size");
foreach (var kind in new[] { CodecKind.Zstandard, CodecKind.Snappy, CodecKind.Gzip, CodecKind.None })
    await MeasureAsync(kind);
Console.WriteLine($"peak working set {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB, documents and file included");

async Task MeasureAsync(CodecKind kind)
{
    using var codec = Codecs.Create(kind);
    var blocks = Blocks();
    var pages = new List<byte[]>();
    var file = new MemoryStream(checked((int)(textBytes + (textBytes >> 3))));
    await WriteAsync(kind, file);
    await using var reader = await ParquetReader.OpenAsync(file, "benchmark", CancellationToken.None);
    List<double> compress = [], write = [], decompress = [], read = [], kept = [];
    for (var round = 0; round <= Rounds; round++)
    {
        compress.Add(await SecondsAsync(() =>
        {
            pages.Clear();
            var output = new ArrayBufferWriter<byte>(2 << 20);
            foreach (var block in blocks)
            {
                output.ResetWrittenCount();
                codec.Compress(block, output);
                pages.Add(output.WrittenSpan.ToArray());
            }
            return Task.CompletedTask;
        }));
        write.Add(await SecondsAsync(() => WriteAsync(kind, file)));
        var page = new byte[blocks.Max(block => block.Length)];
        decompress.Add(await SecondsAsync(() =>
        {
            for (var i = 0; i < pages.Count; i++)
                codec.Decompress(pages[i], page.AsSpan(0, blocks[i].Length));
            return Task.CompletedTask;
        }));
        read.Add(await SecondsAsync(() => ReadAsync(reader, dispose: true)));
        kept.Add(await SecondsAsync(() => ReadAsync(reader, dispose: false)));
    }
    // The first round warms up.
    double Speed(List<double> seconds) => textBytes / 1e6 / seconds.Skip(1).Min();
    Console.WriteLine($"{kind,-10} {Speed(compress),10:F0} {Speed(write),8:F0} {Speed(write) / Speed(compress),7:P0} "
        + $"{Speed(decompress),12:F0} {Speed(read),8:F0} {Speed(read) / Speed(decompress),7:P0} {Speed(kept),8:F0} {Speed(kept) / Speed(decompress),7:P0} {(double)file.Length / textBytes,6:P1}");
}

List<byte[]> Blocks()
{
    var blocks = new List<byte[]>();
    var block = new MemoryStream();
    foreach (var document in documents)
    {
        block.Write(document);
        if (block.Length < 1 << 20)
            continue;
        blocks.Add(block.ToArray());
        block.SetLength(0);
    }
    blocks.Add(block.ToArray());
    return blocks;
}

async Task WriteAsync(CodecKind kind, MemoryStream file)
{
    file.SetLength(0);
    var schema = new ParquetSchema(
    [
        SchemaNode.String("id"), SchemaNode.String("url"), SchemaNode.String("text"), SchemaNode.String("language", optional: true),
        SchemaNode.Double("language_score", optional: true), SchemaNode.TimestampMicros("fetched"), SchemaNode.Int64("tokens"), SchemaNode.Int32("words"),
    ]);
    await using var writer = new ParquetWriter(file, schema, new ParquetWriterOptions { Codec = kind });
    var id = new byte[24];
    for (var row = 0; row < documents.Count; row++)
    {
        ((long)row * 7_919_191_919).TryFormat(id, out var length, default, System.Globalization.CultureInfo.InvariantCulture);
        writer.Column(0).Append(id.AsSpan(0, length));
        writer.Column(1).Append(id.AsSpan(0, length));
        writer.Column(2).Append(documents[row].AsSpan());
        writer.Column(3).Append(row % 10 == 0 ? "de"u8 : "en"u8);
        writer.Column(4).Append(1 - row % 1000 / 5000.0);
        writer.Column(5).Append(1_700_000_000_000_000 + row * 1_000_003L);
        writer.Column(6).Append(600L + row % 200);
        writer.Column(7).Append(450 + row % 200);
        writer.EndRow();
        await writer.FlushIfFullAsync(CancellationToken.None);
    }
    await writer.FinishAsync(CancellationToken.None);
}

async Task ReadAsync(ParquetReader reader, bool dispose)
{
    var text = reader.Schema.FindLeaf("text")!.Index;
    long bytes = 0;
    for (var group = 0; group < reader.RowGroups.Count; group++)
    {
        var chunk = await reader.ReadAsync(group, text, CancellationToken.None);
        for (var i = 0; i < chunk.ValueCount; i++)
            bytes += chunk.Bytes(i).Length;
        if (dispose)
            chunk.Dispose();
    }
    if (bytes != textBytes)
        throw new InvalidDataException($"{bytes} bytes read of {textBytes}");
}

static async Task<double> SecondsAsync(Func<Task> work)
{
    var before = Process.GetCurrentProcess().TotalProcessorTime;
    await work();
    return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
}
