using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using DataPipe.Warc;
using DataPipe.Compression.Gzip;
using DataPipe.Warc.Http;

// How fast archives are read, in MB of decoded bytes a second of processor time, beside the framework's own gzip.
// Usage: dotnet run -c Release --project tests/benchmarks/DataPipe.Warc.Benchmarks [-- archive.warc.gz]
const int Rounds = 7;
var generated = await GenerateAsync();
Console.WriteLine($"generated archive, {generated.Length} bytes");
await MeasureAsync(generated);
if (args.Length > 0)
{
    var file = await File.ReadAllBytesAsync(args[0]);
    Console.WriteLine($"{args[0]}, {file.Length} bytes");
    await MeasureAsync(file);
}

static async Task MeasureAsync(byte[] file)
{
    (string Name, Func<byte[], Task<long>> Run)[] ways =
    [
        ("GZipStream", GZipStreamAsync),
        ("GzipMemberReader", MembersAsync),
        ("WarcReader", f => RecordsAsync(f, new WarcReaderOptions(), decode: false)),
        ("WarcReader and bodies", f => RecordsAsync(f, new WarcReaderOptions(), decode: true)),
        ("WarcReader with digests", f => RecordsAsync(f, new WarcReaderOptions { CheckDigests = true }, decode: false)),
    ];
    var rates = ways.Select(_ => new List<double>()).ToArray();
    // In turns, so that other work on the machine hits all ways alike; the first round warms up.
    for (var round = 0; round <= Rounds; round++)
        for (var way = 0; way < ways.Length; way++)
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var bytes = await ways[way].Run(file);
            var seconds = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
            if (round > 0) rates[way].Add(bytes / 1e6 / seconds);
        }
    for (var way = 0; way < ways.Length; way++)
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {ways[way].Name,-24}{rates[way].Order().ElementAt(Rounds / 2),6:F0} MB/s (best {rates[way].Max():F0})"));
}

static async Task<long> GZipStreamAsync(byte[] file)
{
    var total = 0L;
    var buffer = new byte[128 * 1024];
    await using var gzip = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
    for (int read; (read = await gzip.ReadAsync(buffer)) > 0;) total += read;
    return total;
}

static async Task<long> MembersAsync(byte[] file)
{
    var total = 0L;
    await using var reader = new GzipMemberReader(new MemoryStream(file), new GzipReaderOptions(), w => Console.WriteLine(w.Message));
    while (await reader.NextMemberAsync(CancellationToken.None))
        while (await reader.FillAsync(CancellationToken.None))
        {
            total += reader.Decoded.Length;
            reader.Advance(reader.Decoded.Length);
        }
    return total;
}

static async Task<long> RecordsAsync(byte[] file, WarcReaderOptions options, bool decode)
{
    var total = 0L;
    await using var reader = new WarcReader(new MemoryStream(file), "archive", options);
    while (await reader.ReadAsync(CancellationToken.None) is { } record)
    {
        total += record.Block.Length;
        if (decode && HttpMessage.TryParse(record.Block, out var message)) message.TryDecodeBody(64 << 20, out _, out _);
    }
    return total;
}

static async Task<byte[]> GenerateAsync()
{
    var random = new Random(1);
    var words = Enumerable.Range(0, 4000).Select(_ => string.Concat(Enumerable.Range(0, random.Next(2, 10)).Select(_ => (char)('a' + random.Next(26))))).ToArray();
    using var output = new MemoryStream();
    await using (var writer = new WarcWriter(output, new WarcWriterOptions()))
        for (var page = 0; page < 1000; page++)
        {
            using var body = new StringWriter(CultureInfo.InvariantCulture);
            body.Write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>");
            for (var paragraph = random.Next(20, 200); paragraph > 0; paragraph--)
                body.Write($"<p class=\"text-{paragraph % 7}\">{string.Join(' ', Enumerable.Range(0, random.Next(20, 120)).Select(_ => words[(int)(words.Length * Math.Pow(random.NextDouble(), 3))]))}</p>\n");
            await writer.WriteAsync(WarcRecordType.Response, "urn:x:" + page, DateTimeOffset.UnixEpoch, "http://example.com/" + page, "application/http; msgtype=response",
                System.Text.Encoding.UTF8.GetBytes(body.ToString()), [], CancellationToken.None);
        }
    return output.ToArray();
}
