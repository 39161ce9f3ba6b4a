using System.Text;

namespace DataPipe.Warc.Tests;

/// <summary>Small archives built in code, and reading whole ones.</summary>
internal static class Archives
{
    public sealed record Read(WarcRecordType Type, string? Uri, string? Id, long Offset, long OffsetInMember, long Length, string Block, bool IsDamaged, bool IsTruncated);

    public static string Text(string uri, string block, string? length = null, string end = "\r\n\r\n") =>
        $"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:x:{uri}>\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2024-05-18T01:58:10Z\r\nContent-Type: text/plain\r\nContent-Length: {length ?? Encoding.UTF8.GetByteCount(block).ToString(System.Globalization.CultureInfo.InvariantCulture)}\r\n\r\n{block}{end}";

    public static async Task<(List<Read> Records, List<WarcWarning> Warnings)> ReadAllAsync(byte[] file, WarcReaderOptions? options = null) =>
        await ReadAllAsync(new MemoryStream(file), options);

    public static async Task<(List<Read> Records, List<WarcWarning> Warnings)> ReadAllAsync(Stream file, WarcReaderOptions? options = null)
    {
        var records = new List<Read>();
        var warnings = new List<WarcWarning>();
        await using var reader = new WarcReader(file, "test.warc", options ?? new WarcReaderOptions());
        while (await reader.ReadAsync(CancellationToken.None) is { } r)
        {
            records.Add(new Read(r.Type, r.TargetUri, r.RecordId, r.Offset, r.OffsetInMember, r.Length, Encoding.Latin1.GetString(r.Block.Span), r.IsDamaged, r.IsTruncated));
            warnings.AddRange(reader.TakeWarnings());
        }
        warnings.AddRange(reader.TakeWarnings());
        return (records, warnings);
    }

    /// <summary>The shared data folder beside the checkout, or null.</summary>
    public static string? Shared(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "DataPipe.sln"))) continue;
            var found = Path.Combine(folder.FullName, "..", "shared", "data", path);
            return File.Exists(found) || Directory.Exists(found) ? found : null;
        }
        return null;
    }
}
