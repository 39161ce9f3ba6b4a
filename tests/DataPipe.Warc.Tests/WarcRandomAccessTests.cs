using DataPipe.Compression.Tests;

namespace DataPipe.Warc.Tests;

public class WarcRandomAccessTests
{
    private static readonly string[] Texts = [.. Enumerable.Range(0, 4).Select(i => Archives.Text($"http://{i}/", $"block {i} " + new string('x', 300 * i)))];

    [Fact]
    public async Task Reads_each_record_at_its_offset_with_and_without_its_length()
    {
        foreach (var parts in new byte[][][] { [.. Texts.Select(Members.Bytes)], [.. Texts.Select(Members.Gzip)] })
        {
            var access = new WarcRandomAccess(new MemoryStream(Members.Join(parts)), "f", new WarcReaderOptions());
            var kept = new List<WarcRecord>();
            long offset = parts.Sum(p => (long)p.Length);
            for (var i = parts.Length - 1; i >= 0; i--)
            {
                offset -= parts[i].Length;
                foreach (var length in new long?[] { parts[i].Length, null })
                    kept.Add(await access.ReadAsync(offset, length, CancellationToken.None));
                Assert.Equal((offset, (long)parts[i].Length), (kept[^1].Offset, kept[^1].Length));
            }
            Assert.Equal(["http://3/", "http://3/", "http://2/", "http://2/", "http://1/", "http://1/", "http://0/", "http://0/"], kept.Select(r => r.TargetUri));
        }
    }

    [Fact]
    public async Task Says_that_no_record_begins_there()
    {
        foreach (var parts in new byte[][][] { [.. Texts.Select(Members.Bytes)], [.. Texts.Select(Members.Gzip)] })
        {
            var access = new WarcRandomAccess(new MemoryStream(Members.Join(parts)), "f.warc", new WarcReaderOptions());
            foreach (var (offset, length) in new (long, long?)[] { (1, null), (parts[0].Length - 1, null), (-1, null), (1 << 20, null), (0, 1 << 20), (0, 0), (0, parts[0].Length - 50) })
            {
                var exception = await Assert.ThrowsAsync<WarcException>(async () => await access.ReadAsync(offset, length, CancellationToken.None));
                Assert.StartsWith($"f.warc: no whole record at offset {offset}: ", exception.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Refuses_a_stream_that_cannot_seek() =>
        Assert.Throws<ArgumentException>(() => new WarcRandomAccess(new TrickleStream([1], 1), "f", new WarcReaderOptions()));
}
