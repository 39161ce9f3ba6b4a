using System.Buffers.Binary;
using DataPipe.Compression.Tests;
using DataPipe.Compression.Zstandard;
using DataPipe.Warc.Tests.Oracles;
using Xunit.Abstractions;

namespace DataPipe.Warc.Tests;

/// <summary>Archives of Zstandard frames; written with the system's library, and said so where it is not installed.</summary>
public class ZstandardArchiveTests(ITestOutputHelper output)
{
    private static readonly byte[] Dictionary = Members.Bytes(string.Concat(Enumerable.Range(0, 200).Select(Page)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reads_back_what_it_writes_from_front_to_back_and_by_offset(bool withDictionary)
    {
        if (!HasLibrary()) return;
        var (file, places) = await WriteAsync(withDictionary ? Dictionary : null, 40);
        var (records, warnings) = await Archives.ReadAllAsync(new TrickleStream(file, 333), new WarcReaderOptions { CheckDigests = true });
        Assert.Empty(warnings);
        Assert.Equal(Enumerable.Range(0, 40).Select(Page), records.Select(r => r.Block));
        Assert.Equal(places, records.Select(r => (r.Offset, r.Length)));
        Assert.Equal(file.Length, places[^1].Offset + places[^1].Length);
        Assert.Equal(withDictionary, places[0].Offset > 0);
        var access = new WarcRandomAccess(new MemoryStream(file), "f.warc.zst", new WarcReaderOptions());
        foreach (var n in new[] { 39, 0, 17 })
        {
            var record = await access.ReadAsync(places[n].Offset, places[n].Length, CancellationToken.None);
            Assert.Equal(("urn:x:" + n, places[n].Offset), (record.RecordId, record.Offset));
        }
    }

    [Fact]
    public async Task A_dictionary_makes_small_records_smaller()
    {
        if (!HasLibrary()) return;
        var (plain, _) = await WriteAsync(null, 100);
        var (_, places) = await WriteAsync(Dictionary, 100);
        Assert.InRange(places.Sum(p => p.Length), 1, plain.Length * 0.8);
    }

    [Fact]
    public async Task The_zstd_tool_reads_what_is_written_and_trains_a_dictionary_that_works()
    {
        if (!HasLibrary()) return;
        if (Program.Find("zstd") is not { } zstd)
        {
            output.WriteLine("the program zstd is not installed: nothing tested");
            return;
        }
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            string In(string name) => Path.Combine(folder.FullName, name);
            for (var i = 0; i < 300; i++) await File.WriteAllTextAsync(In($"{i}.txt"), string.Concat(Enumerable.Range(i, 3).Select(k => Page(k * 31))));
            var (exitCode, _, error) = await Program.RunAsync(zstd, ["-q", "--train", "--maxdict=8192", .. Enumerable.Range(0, 300).Select(i => In($"{i}.txt")), "-o", In("dictionary")]);
            Assert.True(exitCode == 0, error);
            foreach (var dictionary in new[] { null, await File.ReadAllBytesAsync(In("dictionary")) })
            {
                var (file, places) = await WriteAsync(dictionary, 50);
                await File.WriteAllBytesAsync(In("a.warc.zst"), file);
                (exitCode, _, error) = await Program.RunAsync(zstd, ["-q", "-d", "-f", In("a.warc.zst"), "-o", In("a.warc"), .. dictionary is null ? Array.Empty<string>() : ["-D", In("dictionary")]]);
                Assert.True(exitCode == 0, error);
                var (theirs, _) = await Archives.ReadAllAsync(await File.ReadAllBytesAsync(In("a.warc")));
                var (ours, warnings) = await Archives.ReadAllAsync(file);
                Assert.Empty(warnings);
                Assert.Equal(50, ours.Count);
                Assert.Equal(theirs.Select(r => (r.Id, r.Block)), ours.Select(r => (r.Id, r.Block)));
                Assert.Equal(places, ours.Select(r => (r.Offset, r.Length)));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Takes_a_dictionary_that_is_not_compressed_and_passes_other_skippable_frames()
    {
        if (!HasLibrary()) return;
        var (file, places) = await WriteAsync(Dictionary, 3);
        var second = (int)places[1].Offset;
        byte[] other = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3];
        var built = Members.Join(Skippable(Dictionary), file[(int)places[0].Offset..second], other, file[second..]);
        var (records, warnings) = await Archives.ReadAllAsync(built);
        Assert.Empty(warnings);
        Assert.Equal(["urn:x:0", "urn:x:1", "urn:x:2"], records.Select(r => r.Id));
        Assert.Equal(built.Length - file.Length + places[2].Offset, records[2].Offset);
    }

    [Fact]
    public async Task Says_that_a_dictionary_cannot_be_used()
    {
        if (!HasLibrary()) return;
        var (file, places) = await WriteAsync(null, 3);
        byte[] malformed = [0x37, 0xA4, 0x30, 0xEC, 1, 0, 0, 0, 9, 9, 9, 9];
        var (records, warnings) = await Archives.ReadAllAsync(Members.Join(Skippable(malformed), file));
        Assert.Equal(3, records.Count);
        Assert.Equal((WarcWarningKind.ZstandardDictionary, 0), (Assert.Single(warnings).Kind, warnings[0].Offset));
        var access = new WarcRandomAccess(new MemoryStream(Members.Join(Skippable(malformed), file)), "f.warc.zst", new WarcReaderOptions());
        var exception = await Assert.ThrowsAsync<WarcException>(async () => await access.ReadAsync(20, null, CancellationToken.None));
        Assert.StartsWith("f.warc.zst: the dictionary at the start of the file cannot be used: ", exception.Message, StringComparison.Ordinal);
        await using var output = new MemoryStream();
        Assert.Throws<ArgumentException>(() => new WarcWriter(output, new WarcWriterOptions { Compression = WarcCompression.Zstandard, ZstandardDictionary = malformed }));
        Assert.Equal(3, places.Count);
    }

    [Fact]
    public async Task Appends_without_a_second_dictionary()
    {
        if (!HasLibrary()) return;
        using var stream = new MemoryStream();
        for (var i = 0; i < 2; i++)
        {
            var copy = new MemoryStream();
            await using (var writer = new WarcWriter(copy, Options(Dictionary) with { StartOffset = stream.Length }))
                await AddAsync(writer, i);
            stream.Write(copy.ToArray());
        }
        var (records, warnings) = await Archives.ReadAllAsync(stream.ToArray());
        Assert.Empty(warnings);
        Assert.Equal(["urn:x:0", "urn:x:1"], records.Select(r => r.Id));
    }

    [Fact]
    public async Task Damage_costs_the_records_it_touches_and_is_a_warning()
    {
        if (!HasLibrary()) return;
        var (whole, places) = await WriteAsync(null, 12);
        var random = new Random(4);
        for (var n = 0; n < 400; n++)
        {
            var file = (byte[])whole.Clone();
            var at = random.Next(4, file.Length - 60);
            random.NextBytes(file.AsSpan(at, random.Next(1, 50)));
            var (records, warnings) = await Archives.ReadAllAsync(new TrickleStream(file, 1 + n * 31 % 500));
            if (!file.AsSpan().SequenceEqual(whole)) Assert.NotEmpty(warnings);
            var kept = records.Where(r => !r.IsDamaged).Select(r => (r.Id, r.Block, r.Offset)).ToHashSet();
            for (var i = 0; i < places.Count; i++)
                if (places[i].Offset >= at + 50 || places[i].Offset + places[i].Length <= at) Assert.True(kept.Contains(("urn:x:" + i, Page(i), places[i].Offset)), $"round {n} lost {i}, damaged at {at}");
        }
        var (cut, problems) = await Archives.ReadAllAsync(whole[..^10]);
        Assert.Equal(11, cut.Count(r => !r.IsDamaged));
        Assert.Equal((WarcWarningKind.ZstandardTruncated, places[^1].Offset), (problems[0].Kind, problems[0].Offset));
    }

    [Fact]
    public async Task Says_what_to_install_or_choose_where_the_library_is_missing()
    {
        await using var stream = new MemoryStream();
        var exception = Assert.Throws<WarcException>(() => new WarcWriter(stream, new WarcWriterOptions { Compression = WarcCompression.Zstandard }, zstandard: null));
        Assert.Contains("install it", exception.Message, StringComparison.Ordinal);
        Assert.Contains("or write gzip", exception.Message, StringComparison.Ordinal);
    }

    private static string Page(int i) => $"<html><head><title>Page number {i}</title><meta charset=utf-8></head><body class=\"site-{i * 7919 % 31}\"><p>{i * i} things are here</p></body></html>";

    private static WarcWriterOptions Options(byte[]? dictionary) => new() { Compression = WarcCompression.Zstandard, ZstandardDictionary = dictionary is null ? null : dictionary.AsMemory() };

    private static ValueTask<(long, long)> AddAsync(WarcWriter writer, int i) =>
        writer.WriteAsync(WarcRecordType.Resource, "urn:x:" + i, DateTimeOffset.UnixEpoch, $"http://{i}/", "text/html", Members.Bytes(Page(i)), [], CancellationToken.None);

    private static async Task<(byte[] File, List<(long Offset, long Length)> Places)> WriteAsync(byte[]? dictionary, int count)
    {
        using var stream = new MemoryStream();
        var places = new List<(long, long)>();
        await using (var writer = new WarcWriter(stream, Options(dictionary)))
            for (var i = 0; i < count; i++) places.Add(await AddAsync(writer, i));
        return (stream.ToArray(), places);
    }

    private static byte[] Skippable(byte[] content)
    {
        byte[] frame = [0x5D, 0x2A, 0x4D, 0x18, 0, 0, 0, 0, .. content];
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), content.Length);
        return frame;
    }

    private bool HasLibrary()
    {
        if (ZstandardLibrary.Installed is not null) return true;
        output.WriteLine("libzstd is not installed: nothing tested");
        return false;
    }
}
