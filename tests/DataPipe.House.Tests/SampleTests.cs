using System.Security.Cryptography;
using DataPipe.Samples.Pack;
using DataPipe.Warc;
using DataPipe.Warc.Http;

namespace DataPipe.House.Tests;

public sealed class SampleTests
{
    [Theory]
    [InlineData(SampleArchives.WarcFileName)]
    [InlineData(SampleArchives.WetFileName)]
    public async Task Packed_archives_hold_what_their_sources_say(string name)
    {
        var folder = Directory.CreateTempSubdirectory("datapipe-samples-");
        try
        {
            await new SampleArchives(Tree.Of("samples")).WriteAsync(folder.FullName, CancellationToken.None);
            // Compressed bytes may differ between versions of .NET, and so the records are compared.
            var (committed, packed) = (await RecordsAsync(Tree.Of("samples", "web", name)), await RecordsAsync(Path.Combine(folder.FullName, name)));
            Assert.True(committed.Count > 20);
            Assert.Equal(packed, committed);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<List<string>> RecordsAsync(string path)
    {
        List<string> records = [];
        await using var reader = new WarcReader(File.OpenRead(path), Path.GetFileName(path), new WarcReaderOptions { CheckDigests = true });
        while (await reader.ReadAsync(CancellationToken.None) is { } record)
            records.Add($"{record.TypeName} {record.TargetUri} {record.RecordId} {record.Date:O} {Coded(record)}");
        Assert.Equal(0, reader.WarningCount);
        return records;
    }

    // A page that travels compressed has other bytes with another version of the encoder: its decoded body counts.
    private static string Coded(WarcRecord record)
    {
        var body = HttpMessage.TryParse(record.Block, out var message) && message.TryDecodeBody(1 << 24, out var decoded, out _) ? decoded : record.Block;
        return Convert.ToHexStringLower(SHA256.HashData(body.Span));
    }
}
