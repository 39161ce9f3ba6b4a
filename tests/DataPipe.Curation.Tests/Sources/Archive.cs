using System.Text;
using DataPipe.Warc;

namespace DataPipe.Curation.Tests.Sources;

/// <summary>Writes small archives for tests.</summary>
internal sealed class Archive(WarcCompression compression)
{
    internal Archive(bool gzip = true)
        : this(gzip ? WarcCompression.Gzip : WarcCompression.None)
    {
    }

    internal static readonly DateTimeOffset Date = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);

    private readonly List<(WarcRecordType Type, string ContentType, byte[] Block)> _records = [];

    /// <summary>A response with status 200 and a body of UTF-8.</summary>
    internal Archive Page(string body, string header = "Content-Type: text/html; charset=utf-8") => Page(Encoding.UTF8.GetBytes(body), header);

    /// <summary>A response with status 200.</summary>
    internal Archive Page(byte[] body, string header) => Response([.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{header}\r\n\r\n"), .. body]);

    /// <summary>A response with this block.</summary>
    internal Archive Response(byte[] block) => Add(WarcRecordType.Response, "application/http; msgtype=response", block);

    /// <summary>Any record.</summary>
    internal Archive Add(WarcRecordType type, string contentType, byte[] block)
    {
        _records.Add((type, contentType, block));
        return this;
    }

    /// <summary>The file, and the offset of each record in it.</summary>
    internal async Task<(byte[] Bytes, List<int> Offsets)> WriteAsync()
    {
        var bytes = new MemoryStream();
        List<int> offsets = [];
        await using (var writer = new WarcWriter(bytes, new WarcWriterOptions { Compression = compression }))
        {
            foreach (var (type, contentType, block) in _records)
            {
                var number = offsets.Count + 1;
                var (offset, _) = await writer.WriteAsync(
                    type, $"urn:uuid:00000000-0000-0000-0000-{number:000000000000}", Date, $"http://example.org/{number}", contentType, block, [], CancellationToken.None);
                offsets.Add((int)offset);
            }
        }

        return (bytes.ToArray(), offsets);
    }

    /// <summary>Writes the file into a folder.</summary>
    internal async Task WriteAsync(Folder folder, string name) => folder.Write(name, (await WriteAsync()).Bytes);
}
