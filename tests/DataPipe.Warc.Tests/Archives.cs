using System.IO.Compression;
using System.Text;

namespace DataPipe.Warc.Tests;

/// <summary>Small archives built in code, and reading whole ones.</summary>
internal static class Archives
{
    public sealed record Read(WarcRecordType Type, string? Uri, string? Id, long Offset, long OffsetInMember, long Length, string Block, bool IsDamaged, bool IsTruncated);

    public static string Text(string uri, string block, string? length = null, string end = "\r\n\r\n") =>
        $"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:x:{uri}>\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2024-05-18T01:58:10Z\r\nContent-Type: text/plain\r\nContent-Length: {length ?? Encoding.UTF8.GetByteCount(block).ToString(System.Globalization.CultureInfo.InvariantCulture)}\r\n\r\n{block}{end}";

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    public static byte[] Gzip(byte[] bytes, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, level)) gzip.Write(bytes);
        return output.ToArray();
    }

    public static byte[] Gzip(string text) => Gzip(Bytes(text));

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(p => p)];

    public static byte[] Noise(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

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

/// <summary>A stream that gives at most a few bytes at a time and cannot seek: what a network does.</summary>
internal sealed class TrickleStream(byte[] bytes, int atMost) : Stream
{
    private int _at;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var n = Math.Min(Math.Min(count, atMost), bytes.Length - _at);
        bytes.AsSpan(_at, n).CopyTo(buffer.AsSpan(offset));
        _at += n;
        return n;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var n = Math.Min(Math.Min(buffer.Length, atMost), bytes.Length - _at);
        bytes.AsSpan(_at, n).CopyTo(buffer.Span);
        _at += n;
        return ValueTask.FromResult(n);
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
