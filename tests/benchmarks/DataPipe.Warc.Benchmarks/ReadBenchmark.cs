using System.Globalization;
using System.IO.Compression;
using DataPipe.Compression.Gzip;
using DataPipe.Warc.Http;

namespace DataPipe.Warc.Benchmarks;

/// <summary>Reads one archive in every way, in turns, and prints the median speed of each and its ratio to the two decoders alone.</summary>
internal sealed class ReadBenchmark(byte[] file)
{
    private const string Framework = "GZipStream alone";
    private const string Native = "libdeflate alone";

    public async Task RunAsync(int rounds)
    {
        var members = await MembersAsync();
        var decodedBytes = members.Sum(m => m.DecodedBytes);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{members.Count} members, {decodedBytes} decoded bytes"));
        using var native = Libdeflate.TryOpen();
        List<(string Name, Func<Task> Run)> ways =
        [
            (Framework, GZipStreamAsync),
            ("our inflate alone", DrainAsync),
            ("WarcReader", () => RecordsAsync(new WarcReaderOptions(), decode: false)),
            ("WarcReader and bodies", () => RecordsAsync(new WarcReaderOptions(), decode: true)),
            ("WarcReader and digests", () => RecordsAsync(new WarcReaderOptions { CheckDigests = true }, decode: false)),
        ];
        if (native is null) Console.WriteLine("libdeflate.so.0 is not here (Debian: libdeflate0), so its line is left out");
        else
        {
            var buffer = new byte[members.Max(m => m.DecodedBytes)];
            ways.Insert(1, (Native, () => { native.Decompress(file, members, buffer); return Task.CompletedTask; }));
        }

        // In turns, so that other work on the machine hits all ways alike; the first round warms up.
        var rates = ways.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round <= rounds; round++)
            for (var way = 0; way < ways.Count; way++)
            {
                var before = Environment.CpuUsage.TotalTime;
                await ways[way].Run();
                var seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
                if (round > 0) rates[way].Add(decodedBytes / 1e6 / seconds);
            }
        Print(ways.Select((way, i) => (way.Name, Median: Median(rates[i]), Best: rates[i].Max())).ToList());
    }

    private static void Print(List<(string Name, double Median, double Best)> results)
    {
        var framework = results.Single(r => r.Name == Framework).Median;
        var native = results.Where(r => r.Name == Native).Select(r => r.Median).FirstOrDefault(double.NaN);
        Console.WriteLine($"{"",-26}{"MB/s",8}{"best",8}{"/GZipStream",14}{"/libdeflate",14}");
        foreach (var (name, median, best) in results)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-26}{median,8:F0}{best,8:F0}{median / framework,14:F2}{median / native,14:F2}"));
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private GzipMemberReader Open() => new(new MemoryStream(file), new GzipReaderOptions(), warning => Console.WriteLine(warning.Message));

    private async Task<List<GzipMember>> MembersAsync()
    {
        var members = new List<GzipMember>();
        await using var reader = Open();
        while (await reader.NextMemberAsync(CancellationToken.None))
        {
            while (await reader.FillAsync(CancellationToken.None)) reader.Advance(reader.Decoded.Length);
            members.Add(reader.Member!.Value);
        }
        return members;
    }

    private async Task GZipStreamAsync()
    {
        var buffer = new byte[128 * 1024];
        await using var gzip = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
        while (await gzip.ReadAsync(buffer) > 0) { }
    }

    private async Task DrainAsync()
    {
        await using var reader = Open();
        while (await reader.NextMemberAsync(CancellationToken.None))
            while (await reader.FillAsync(CancellationToken.None)) reader.Advance(reader.Decoded.Length);
    }

    private async Task RecordsAsync(WarcReaderOptions options, bool decode)
    {
        var records = 0L;
        await using var reader = new WarcReader(new MemoryStream(file), "archive", options);
        while (await reader.ReadAsync(CancellationToken.None) is { } record)
        {
            if (record.Type == WarcRecordType.Response && record.TargetUri is not null && record.Date is not null) records++;
            if (decode && HttpMessage.TryParse(record.Block, out var message)) message.TryDecodeBody(64 << 20, out _, out _);
        }
        if (records == 0) throw new InvalidDataException("no response with a time and an address");
    }
}
