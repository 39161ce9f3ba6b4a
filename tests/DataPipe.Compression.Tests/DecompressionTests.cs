using System.Text;
using DataPipe.Compression.Tests.Zstandard;
using ICSharpCode.SharpZipLib.BZip2;

namespace DataPipe.Compression.Tests;

public sealed class DecompressionTests
{
    public static TheoryData<CompressionKind> Kinds => [CompressionKind.Gzip, CompressionKind.Zstandard, CompressionKind.Bzip2];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Units_one_after_another_are_one_content(CompressionKind kind)
    {
        byte[][] contents = [Contents.Text(5000, 1), [], Contents.Kind(1, 1_200_000, 2), "end"u8.ToArray()];
        var file = Members.Join([.. contents.Select(c => Compress(kind, c))]);
        Assert.Equal(kind, Decompression.Detect(file.AsSpan(0, Decompression.StartBytes)));
        foreach (var atMost in new[] { 1000, 1 << 20 })
        {
            var (bytes, gaps, warnings, position) = await ReadAsync(new TrickleStream(file, atMost), kind);
            Assert.True(Members.Join(contents).AsSpan().SequenceEqual(bytes));
            Assert.Equal((0, file.Length), (gaps, (int)position));
            Assert.Empty(warnings);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_file_that_ends_early_says_so_with_the_offset_of_the_unit(CompressionKind kind)
    {
        var first = Compress(kind, "first\n"u8.ToArray());
        var second = Compress(kind, Contents.Text(1_000_000));
        foreach (var cut in new[] { 3, 8, second.Length / 2, second.Length - 1 })
        {
            var (bytes, _, warnings, _) = await ReadAsync(new MemoryStream([.. first, .. second[..cut]]), kind);
            var warning = Assert.Single(warnings);
            Assert.Equal((DecompressionProblem.Truncated, (long)first.Length), (warning.Problem, warning.Offset));
            Assert.True(Members.Join("first\n"u8.ToArray(), Contents.Text(1_000_000)).AsSpan().StartsWith(bytes));
            if (cut == second.Length - 1) Assert.True(bytes.Length > 800_000);
        }
    }

    [Theory]
    [InlineData(CompressionKind.Gzip, 10, true)]
    [InlineData(CompressionKind.Zstandard, 10, true)]
    [InlineData(CompressionKind.Bzip2, 3000, false)]
    public async Task Damage_leaves_a_gap_and_all_but_bzip2_go_on_behind_it(CompressionKind kind, int place, bool goesOn)
    {
        var damaged = Compress(kind, Contents.Text(20_000));
        damaged.AsSpan(place, 40).Fill(0xFF);
        var before = Compress(kind, "before\n"u8.ToArray());
        var (bytes, gaps, warnings, _) = await ReadAsync(new MemoryStream([.. before, .. damaged, .. Compress(kind, "behind\n"u8.ToArray())]), kind);
        var text = Encoding.ASCII.GetString(bytes);
        Assert.StartsWith("before\n", text, StringComparison.Ordinal);
        Assert.Equal(goesOn, text.EndsWith("behind\n", StringComparison.Ordinal));
        Assert.Equal(1, gaps);
        Assert.Equal((DecompressionProblem.Damaged, (long)before.Length), (Assert.Single(warnings).Problem, warnings[0].Offset));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_unit_decodes_to_no_more_than_the_bound(CompressionKind kind)
    {
        var file = Compress(kind, new byte[5_000_000]);
        var (bytes, gaps, warnings, _) = await ReadAsync(new MemoryStream(file), kind, new DecompressionOptions { MaxUnitBytes = 123_456 });
        Assert.Equal((123_456, 1), (bytes.Length, gaps));
        Assert.Equal(DecompressionProblem.TooLong, Assert.Single(warnings).Problem);
        (bytes, gaps, warnings, _) = await ReadAsync(new MemoryStream(file), kind, new DecompressionOptions { MaxUnitBytes = 5_000_000 });
        Assert.Equal((5_000_000, 0), (bytes.Length, gaps));
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task Damaged_bzip2_never_throws()
    {
        var file = Members.Join(Compress(CompressionKind.Bzip2, Contents.Text(3000)), Compress(CompressionKind.Bzip2, Contents.Kind(1, 500, 1)));
        var random = new Random(3);
        for (var i = 0; i < 150; i++)
        {
            var damaged = file[..(i % 4 == 0 ? random.Next(file.Length) : file.Length)];
            for (var k = 0; k < 3 && damaged.Length > 0; k++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var (bytes, _, warnings, _) = await ReadAsync(new MemoryStream(damaged), CompressionKind.Bzip2, new DecompressionOptions { MaxUnitBytes = 1_000_000 });
            Assert.True(bytes.Length < 3_000_000);
            Assert.InRange(warnings.Count, 0, 1);
        }
    }

    [Theory]
    [InlineData("BZh9 is how a bzip2 file begins", CompressionKind.None)]
    [InlineData("{\"text\":1}", CompressionKind.None)]
    [InlineData("", CompressionKind.None)]
    [InlineData("\u0050\u002a\u004d\u0018\0\0\0\0", CompressionKind.Zstandard)]
    [InlineData("\u0028\u00b5\u002f\u00fd", CompressionKind.Zstandard)]
    [InlineData("BZh1\u0017\u0072\u0045\u0038\u0050\u0090", CompressionKind.Bzip2)]
    [InlineData("\u001f\u008b", CompressionKind.Gzip)]
    public void Kinds_are_told_by_their_first_bytes(string start, CompressionKind kind) => Assert.Equal(kind, Decompression.Detect(Members.Bytes(start)));

    [Fact]
    public void There_is_nothing_to_decompress_in_a_plain_file() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Decompression.Open(Stream.Null, CompressionKind.None, new DecompressionOptions(), _ => { }));

    private static byte[] Compress(CompressionKind kind, byte[] bytes)
    {
        if (kind == CompressionKind.Gzip) return Members.Gzip(bytes);
        if (kind == CompressionKind.Zstandard) return LibZstandard.Compress(bytes, 3, checksum: true);
        var output = new MemoryStream();
        using (var stream = new BZip2OutputStream(output) { IsStreamOwner = false }) stream.Write(bytes);
        return output.ToArray();
    }

    private static async Task<(byte[] Bytes, int Gaps, List<DecompressionWarning> Warnings, long Position)> ReadAsync(Stream file, CompressionKind kind, DecompressionOptions? options = null)
    {
        var bytes = new MemoryStream();
        var warnings = new List<DecompressionWarning>();
        var gaps = 0;
        await using var decompressor = Decompression.Open(file, kind, options ?? new DecompressionOptions(), warnings.Add);
        var buffer = new byte[10_000];
        while (await decompressor.ReadAsync(buffer, default) is var count and not 0)
        {
            if (count < 0) gaps++;
            else bytes.Write(buffer.AsSpan(0, count));
        }
        return (bytes.ToArray(), gaps, warnings, decompressor.Position);
    }
}
