using DataPipe.Compression.Tests;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Warc.Tests;

public class WarcReaderDamageTests
{
    private static readonly string A = Archives.Text("http://a/", string.Concat(Enumerable.Range(0, 60).Select(i => $"line {i} of a\r\n")));
    private static readonly string B = Archives.Text("http://b/", "block of b");
    private static readonly string C = Archives.Text("http://c/", string.Concat(Enumerable.Range(0, 60).Select(i => $"{i * i}, ")));

    [Fact]
    public async Task Returns_every_earlier_record_of_a_compressed_file_cut_at_any_byte()
    {
        byte[][] members = [Members.Gzip(A), Members.Gzip(B), Members.Gzip(C)];
        var file = Members.Join(members);
        var (sound, _) = await Archives.ReadAllAsync(file);
        for (var length = 1; length < file.Length; length++)
        {
            var whole = length < members[0].Length ? 0 : length < members[0].Length + members[1].Length ? 1 : 2;
            var (records, warnings) = await Archives.ReadAllAsync(file[..length]);
            Assert.Equal(sound.Take(whole), records.Take(whole));
            Assert.All(records.Skip(whole), r => Assert.True(r.IsDamaged));
            var start = members.Take(whole).Sum(m => m.Length);
            if (length > start) Assert.Contains(warnings, w => w.Kind == WarcWarningKind.GzipTruncated && w.Offset == start);
        }
    }

    [Fact]
    public async Task Returns_every_earlier_record_of_a_plain_file_cut_at_any_byte()
    {
        var file = Members.Bytes(A + B + C);
        var (sound, _) = await Archives.ReadAllAsync(file);
        for (var length = 9; length < file.Length; length++)
        {
            // A record is whole when its block is; the line ends behind it may be cut.
            var whole = sound.Count(r => r.Offset + r.Length - 4 <= length);
            var (records, warnings) = await Archives.ReadAllAsync(file[..length]);
            Assert.Equal(sound.Take(whole).Select(r => (r.Uri, r.Block, r.IsDamaged)), records.Take(whole).Select(r => (r.Uri, r.Block, r.IsDamaged)));
            Assert.All(records.Skip(whole), r => Assert.True(r.IsDamaged && sound[whole].Block.StartsWith(r.Block, StringComparison.Ordinal)));
            if (sound.All(r => r.Offset != length)) Assert.NotEmpty(warnings);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(22)]
    [InlineData(23)]
    [InlineData(100)]
    [InlineData(500)]
    [InlineData(99999)]
    public async Task Loses_one_record_to_a_length_that_is_too_large(int excess)
    {
        var broken = Archives.Text("http://b/", "block of b", (10 + excess).ToString(System.Globalization.CultureInfo.InvariantCulture));
        foreach (var file in Forms(A, broken, C, B))
        {
            var (records, warnings) = await Archives.ReadAllAsync(file);
            Assert.Equal(["http://a/", "http://b/", "http://c/", "http://b/"], records.Select(r => r.Uri));
            Assert.Equal([false, true, false, false], records.Select(r => r.IsDamaged));
            Assert.Equal("block of b", records[1].Block);
            Assert.Contains(warnings, w => w.Kind is WarcWarningKind.WrongContentLength or WarcWarningKind.BlockCut && w.Offset == records[1].Offset);
        }
    }

    [Theory]
    [InlineData("11")]
    [InlineData("12")]
    [InlineData("13")]
    [InlineData("14")]
    public async Task Warns_of_a_length_that_takes_in_the_record_end(string length)
    {
        foreach (var file in Forms(A, Archives.Text("http://b/", "block of b", length), C))
        {
            var (records, warnings) = await Archives.ReadAllAsync(file);
            Assert.Equal([false, false, false], records.Select(r => r.IsDamaged));
            Assert.Equal("block of b", records[1].Block.TrimEnd());
            Assert.Contains(warnings, w => w.Kind == WarcWarningKind.MissingRecordEnd && w.Offset == records[1].Offset);
        }
    }

    [Theory]
    [InlineData("9")]
    [InlineData("1")]
    [InlineData("0")]
    public async Task Loses_one_record_to_a_length_that_is_too_small(string length)
    {
        foreach (var file in Forms(A, Archives.Text("http://b/", "block of b", length), C))
        {
            var (records, warnings) = await Archives.ReadAllAsync(file);
            Assert.Equal(["http://a/", "http://b/", "http://c/"], records.Select(r => r.Uri));
            Assert.Equal([false, true, false], records.Select(r => r.IsDamaged));
            Assert.Contains(warnings, w => w.Kind == WarcWarningKind.WrongContentLength && w.Offset == records[1].Offset);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-5")]
    [InlineData("+5")]
    [InlineData("ten")]
    [InlineData("99999999999999999999999")]
    public async Task Loses_one_record_to_a_length_that_cannot_be_read(string length)
    {
        foreach (var file in Forms(A, Archives.Text("http://b/", "block of b", length), C))
        {
            var (records, warnings) = await Archives.ReadAllAsync(file);
            Assert.Equal([false, true, false], records.Select(r => r.IsDamaged));
            Assert.Equal("http://c/", records[2].Uri);
            Assert.Contains(warnings, w => w.Kind == WarcWarningKind.NoContentLength && w.Offset == records[1].Offset);
        }
    }

    [Fact]
    public async Task Goes_back_in_a_plain_file_when_a_false_length_runs_over_all_bounds()
    {
        var file = Members.Bytes(A + Archives.Text("http://b/", "block of b", "9000000000") + string.Concat(Enumerable.Repeat(C, 200)));
        var (records, warnings) = await Archives.ReadAllAsync(file, new WarcReaderOptions { MaxRecordBytes = 2000 });
        Assert.Equal(202, records.Count);
        Assert.Equal("block of b", records[1].Block);
        Assert.Contains(warnings, w => w.Kind == WarcWarningKind.WrongContentLength && w.Offset == A.Length);
    }

    [Fact]
    public async Task Takes_time_in_proportion_to_a_file_where_every_length_runs_to_the_end()
    {
        // 25 MB: each record claims all the rest, and would have it read again.
        var text = string.Concat(Enumerable.Repeat(Archives.Text("http://x/", "x", "900000000"), 120_000));
        var (records, warnings) = await Archives.ReadAllAsync(new TrickleStream(Members.Bytes(text), 1 << 20));
        Assert.NotEmpty(records);
        Assert.All(records, r => Assert.True(r.IsDamaged));
        Assert.Contains(warnings, w => w.Message.Contains("records begin inside it and are lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Passes_long_garbage_of_short_lines_quickly()
    {
        var garbage = new byte[60_000_000];
        for (var i = 0; i < garbage.Length; i += 2) garbage[i] = (byte)'\n';
        var (records, warnings) = await Archives.ReadAllAsync(Members.Join(Members.Gzip(A), Members.Gzip(garbage), Members.Gzip(new byte[60_000_000].Select(_ => (byte)'\n').ToArray()), Members.Gzip(B)));
        Assert.Equal(["http://a/", "http://b/"], records.Select(r => r.Uri));
        Assert.Single(warnings);
    }

    [Theory]
    [InlineData("", WarcWarningKind.MissingRecordEnd)]
    [InlineData("\r\n", WarcWarningKind.MissingRecordEnd)]
    [InlineData("\n", WarcWarningKind.MissingRecordEnd)]
    [InlineData("\n\n", null)]
    [InlineData("\r\n\r\n\r\n\r\n", null)]
    public async Task Accepts_other_record_ends(string end, WarcWarningKind? kind)
    {
        foreach (var file in Forms(A, Archives.Text("http://b/", "block of b", end: end), C))
        {
            var (records, warnings) = await Archives.ReadAllAsync(file);
            Assert.Equal([false, false, false], records.Select(r => r.IsDamaged));
            Assert.Equal("block of b", records[1].Block);
            var others = warnings.Where(w => w.Kind != WarcWarningKind.SharedMember).ToList();
            if (kind is null) Assert.Empty(others);
            else Assert.Equal((kind, records[1].Offset), (Assert.Single(others).Kind, others[0].Offset));
        }
    }

    [Fact]
    public async Task Accepts_bare_line_feeds_and_says_so()
    {
        foreach (var file in Forms(B.Replace("\r\n", "\n", StringComparison.Ordinal), A))
        {
            var (records, warnings) = await Archives.ReadAllAsync(file);
            Assert.Equal("block of b", records[0].Block);
            Assert.Equal("http://a/", records[1].Uri);
            Assert.Equal((WarcWarningKind.BareLineFeed, 0), (Assert.Single(warnings, w => w.Kind != WarcWarningKind.SharedMember).Kind, warnings[0].Offset));
        }
    }

    [Fact]
    public async Task Skips_garbage_between_records()
    {
        foreach (var file in Forms(A, "garbage\nmore WARC/1.0 garbage\r\n", B))
        {
            var (records, warnings) = await Archives.ReadAllAsync(file);
            Assert.Equal(["http://a/", "http://b/"], records.Select(r => r.Uri));
            Assert.All(records, r => Assert.False(r.IsDamaged));
            Assert.Contains("31 bytes skipped", Assert.Single(warnings, w => w.Kind == WarcWarningKind.NotARecord).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Skips_a_record_whose_header_breaks_off()
    {
        foreach (var file in Forms(A, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://lost/\r\n", B))
        {
            var (records, warnings) = await Archives.ReadAllAsync(file);
            Assert.Equal(["http://a/", "http://b/"], records.Select(r => r.Uri));
            Assert.Contains(warnings, w => w.Kind == WarcWarningKind.HeaderCut);
        }
    }

    [Fact]
    public async Task Skips_a_record_whose_header_is_too_long()
    {
        foreach (var file in Forms(A, Archives.Text("http://long/" + new string('x', 100_000), "block"), B))
        {
            var (records, warnings) = await Archives.ReadAllAsync(file);
            Assert.Equal(["http://a/", "http://b/"], records.Select(r => r.Uri));
            Assert.Contains(warnings, w => w.Kind == WarcWarningKind.HeaderTooLong);
        }
    }

    [Fact]
    public async Task Says_which_record_has_lines_that_are_no_fields()
    {
        var (records, warnings) = await Archives.ReadAllAsync(Members.Bytes(A + B.Replace("WARC-Date", "no field\r\nWARC-Date", StringComparison.Ordinal)));
        Assert.Equal("block of b", records[1].Block);
        Assert.Equal((WarcWarningKind.MalformedField, A.Length), (Assert.Single(warnings).Kind, (int)warnings[0].Offset));
    }

    [Fact]
    public async Task Reads_a_page_about_WARC_as_one_record()
    {
        var page = "<pre>\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n</pre>";
        foreach (var file in Forms(A, Archives.Text("http://page/", page), B))
        {
            var (records, warnings) = await Archives.ReadAllAsync(file);
            Assert.Equal(3, records.Count);
            Assert.Equal(page, records[1].Block);
            Assert.DoesNotContain(warnings, w => w.Kind != WarcWarningKind.SharedMember);
        }
    }

    [Fact]
    public async Task Flags_a_record_in_a_member_with_a_wrong_checksum()
    {
        var broken = Members.Gzip(B);
        broken[^8] ^= 1;
        var (records, warnings) = await Archives.ReadAllAsync(Members.Join(Members.Gzip(A), broken, Members.Gzip(C)));
        Assert.Equal([false, true, false], records.Select(r => r.IsDamaged));
        Assert.Equal("block of b", records[1].Block);
        Assert.Equal((WarcWarningKind.GzipChecksum, records[1].Offset), (Assert.Single(warnings).Kind, warnings[0].Offset));
    }

    [Fact]
    public async Task Stops_a_bomb_and_goes_on()
    {
        var bomb = Members.Gzip(Archives.Text("http://bomb/", new string('x', 5_000_000)));
        var (records, warnings) = await Archives.ReadAllAsync(Members.Join(bomb, Members.Gzip(B)), new WarcReaderOptions { MaxMemberBytes = 100_000 });
        Assert.Equal([true, false], records.Select(r => r.IsDamaged));
        Assert.True(records[0].Block.Length < 100_000);
        Assert.Equal(WarcWarningKind.GzipTooLong, Assert.Single(warnings).Kind);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("hello world, this is text", "it begins with 'hello world, thi', neither gzip nor Zstandard nor 'WARC/'")]
    [InlineData("PK\u0003\u0004 zip", "it begins with the bytes 504b0304207a6970, neither gzip nor Zstandard nor 'WARC/'")]
    [InlineData("filedesc://x.arc 127.0.0.1 2014 text/plain 7\n", "it is an ARC file without a record")]
    public async Task Says_what_a_file_is_that_holds_no_records(string file, string reason)
    {
        var exception = await Assert.ThrowsAsync<WarcException>(() => Archives.ReadAllAsync(Members.Bytes(file)));
        Assert.Equal("test.warc: not a WARC file: " + reason, exception.Message);
    }

    [Theory]
    [InlineData("filedesc://x.arc 127.0.0.1 2014 text/plain 7\n", "it is compressed with gzip, and is an ARC file without a record")]
    [InlineData("something else", "it is compressed with gzip, and holds no record (none begins with 'WARC/')")]
    [InlineData("\n", "it is compressed with gzip, and holds no record (none begins with 'WARC/')")]
    public async Task Says_what_a_compressed_file_is_that_holds_no_records(string content, string reason)
    {
        var exception = await Assert.ThrowsAsync<WarcException>(() => Archives.ReadAllAsync(Members.Gzip(content)));
        Assert.Equal("test.warc: not a WARC file: " + reason, exception.Message);
    }

    [Fact]
    public async Task Says_the_same_when_asked_again()
    {
        await using var reader = new WarcReader(new MemoryStream(Members.Bytes("no archive")), "f", new WarcReaderOptions());
        var first = await Assert.ThrowsAsync<WarcException>(async () => await reader.ReadAsync(CancellationToken.None));
        var second = await Assert.ThrowsAsync<WarcException>(async () => await reader.ReadAsync(CancellationToken.None));
        Assert.Equal(first.Message, second.Message);
    }

    [Fact]
    public async Task Is_never_silent_about_random_bytes()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var noise = Members.Noise(20_000, seed);
            await Assert.ThrowsAsync<WarcException>(() => Archives.ReadAllAsync(noise));
            var (records, warnings) = await Archives.ReadAllAsync(Members.Join([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], noise));
            Assert.Empty(records);
            Assert.NotEmpty(warnings);
        }
    }

    [Fact]
    public async Task Starts_behind_a_damaged_beginning()
    {
        var (records, warnings) = await Archives.ReadAllAsync(Members.Bytes("broken" + A + B));
        Assert.Equal(["http://a/", "http://b/"], records.Select(r => r.Uri));
        Assert.Equal((WarcWarningKind.NotARecord, 0), (Assert.Single(warnings).Kind, warnings[0].Offset));
        (records, warnings) = await Archives.ReadAllAsync(Members.Bytes("broken" + A["WARC/1.0\r\n".Length..] + B));
        Assert.Equal(["http://b/"], records.Select(r => r.Uri));
        Assert.NotEmpty(warnings);
        (records, warnings) = await Archives.ReadAllAsync(Members.Join(Members.Bytes("broken"), Members.Gzip(A), Members.Gzip(B)));
        Assert.Equal(["http://a/", "http://b/"], records.Select(r => r.Uri));
        Assert.Equal((WarcWarningKind.GzipGarbage, 0), (Assert.Single(warnings).Kind, warnings[0].Offset));
    }

    // The same records plain, as one member each, and in one member together.
    internal static byte[][] Forms(params string[] records) =>
        [Members.Bytes(string.Concat(records)), Members.Join([.. records.Select(Members.Gzip)]), Members.Gzip(string.Concat(records))];
}
