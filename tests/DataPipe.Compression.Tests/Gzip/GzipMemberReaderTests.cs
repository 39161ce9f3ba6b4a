using System.IO.Compression;
using DataPipe.Compression.Checksums;
using DataPipe.Compression.Gzip;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Compression.Tests.Gzip;

public class GzipMemberReaderTests
{
    private static readonly byte[] A = Members.Bytes(string.Concat(Enumerable.Range(0, 400).Select(i => $"alpha {i} ")));
    private static readonly byte[] B = Members.Noise(2000, 1);
    private static readonly byte[] C = Members.Bytes("short");

    [Fact]
    public async Task Gives_the_members_with_their_offsets_and_lengths()
    {
        byte[][] members = [Members.Gzip(A), Members.Gzip(B), Members.Gzip(C)];
        var (read, warnings) = await ReadAsync(new MemoryStream(Members.Join(members)));
        Assert.Empty(warnings);
        Assert.Equal([A, B, C], read.Select(m => m.Bytes));
        var offset = 0L;
        foreach (var ((member, bytes), file) in read.Zip(members))
        {
            Assert.Equal(new GzipMember(offset, file.Length, bytes.Length, GzipProblem.None), member);
            offset += file.Length;
        }
    }

    [Fact]
    public void Reads_what_the_framework_reads_from_any_members_in_any_pieces() => Prop
        .ForAll(
            Gen.Choose(0, 4).SelectMany(n => Gen.Choose(0, 300000).Select(size => Members.Noise(size, size).Select(b => (byte)(b & 0x1F)).ToArray()).ListOf(n)).ToArbitrary(),
            Gen.Choose(1, 5000).ToArbitrary(),
            (contents, piece) =>
            {
                var file = Members.Join([.. contents.Select((c, i) => Members.Gzip(c, (CompressionLevel)(i % 4)))]);
                var (read, warnings) = ReadAsync(new TrickleStream(file, piece)).AsTask().GetAwaiter().GetResult();
                Assert.Empty(warnings);
                Assert.Equal(contents, read.Select(m => m.Bytes));
                Assert.Equal(Framework(file), Members.Join([.. read.Select(m => m.Bytes)]));
            })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    [Fact]
    public async Task Reads_every_optional_field_of_a_header()
    {
        var plain = Members.Gzip(C);
        var fields = Members.Join([4, 0, 1, 2, 3, 4], Members.Bytes("name\0"), Members.Bytes("comment\0"));
        var head = Members.Join([0x1F, 0x8B, 8, 0x1F], plain[4..10], fields);
        var crc = (ushort)Crc32.Append(0, head);
        var file = Members.Join(head, [(byte)crc, (byte)(crc >> 8)], plain[10..]);
        var (read, warnings) = await ReadAsync(new MemoryStream(file));
        Assert.Empty(warnings);
        Assert.Equal(C, Assert.Single(read).Bytes);

        file[head.Length] ^= 1;
        (read, warnings) = await ReadAsync(new MemoryStream(file));
        Assert.Equal(C, Assert.Single(read).Bytes);
        Assert.Equal(GzipProblem.WrongHeaderChecksum, Assert.Single(warnings).Problem);
    }

    [Fact]
    public async Task Goes_on_behind_garbage_and_says_where_it_is()
    {
        var first = Members.Gzip(A);
        var garbage = Members.Bytes("this is no member");
        var file = Members.Join(first, garbage, Members.Gzip(B), new byte[512]);
        var (read, warnings) = await ReadAsync(new MemoryStream(file));
        Assert.Equal([A, B], read.Select(m => m.Bytes));
        Assert.Equal([(GzipProblem.Garbage, first.Length), (GzipProblem.Garbage, file.Length - 512)], warnings.Select(w => (w.Problem, (int)w.Offset)));
        Assert.Contains("17 bytes", warnings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loses_no_member_behind_one_that_breaks_off_anywhere()
    {
        var broken = Members.Gzip(A);
        for (var length = 1; length < broken.Length; length += 1 + length / 60)
        {
            var file = Members.Join(broken[..length], Members.Gzip(B), Members.Gzip(C), Members.Gzip(A));
            var (read, warnings) = await ReadAsync(new TrickleStream(file, 3000));
            Assert.Equal([B, C, A], read.TakeLast(3).Select(m => m.Bytes));
            Assert.NotEmpty(warnings);
            Assert.Equal(0, warnings[0].Offset);
            Assert.All(read.SkipLast(3), m => Assert.NotEqual(GzipProblem.None, m.Member.Problem));
        }
    }

    [Fact]
    public async Task Loses_no_member_behind_a_flipped_bit_anywhere()
    {
        var sound = Members.Gzip(A);
        var next = Members.Gzip(C);
        var silent = 0;
        for (var bit = 0; bit < sound.Length * 8; bit++)
        {
            var broken = (byte[])sound.Clone();
            broken[bit / 8] ^= (byte)(1 << bit % 8);
            var (read, warnings) = await ReadAsync(new MemoryStream(Members.Join(broken, next)));
            Assert.Equal(C, read[^1].Bytes);
            // Some bits mean nothing: time, compression hint and system code of the header, the padding behind the last block;
            // and a match may find the same bytes at another distance.
            if (warnings.Count > 0) continue;
            Assert.Equal(A, read[0].Bytes);
            silent++;
        }
        Assert.InRange(silent, 40, 100);
    }

    [Fact]
    public async Task Finds_the_next_member_behind_damage_longer_than_a_buffer()
    {
        var large = Members.Gzip(Members.Noise(700_000, 3));
        var file = Members.Join(large[..600_000], Members.Gzip(C), Members.Gzip(A));
        file[300_000] ^= 0x55;
        var (read, warnings) = await ReadAsync(new TrickleStream(file, 50_000));
        Assert.Equal([C, A], read.TakeLast(2).Select(m => m.Bytes));
        Assert.NotEmpty(warnings);
    }

    [Fact]
    public async Task Says_of_a_file_cut_at_any_byte_that_it_is_cut()
    {
        var file = Members.Join(Members.Gzip(C), Members.Gzip(A));
        var first = Members.Gzip(C).Length;
        for (var length = 1; length < file.Length; length++)
        {
            if (length == first) continue;
            var (read, warnings) = await ReadAsync(new MemoryStream(file[..length]));
            Assert.Equal(GzipProblem.Truncated, Assert.Single(warnings).Problem);
            Assert.Equal(length < first ? 0 : first, warnings[0].Offset);
            if (length > first) Assert.Equal(C, read[0].Bytes);
        }
    }

    [Fact]
    public async Task Takes_a_header_with_an_endless_name_for_garbage()
    {
        var endless = Members.Join([0x1F, 0x8B, 8, 8, 0, 0, 0, 0, 0, 3], Members.Bytes(new string('n', 100_000)));
        var (read, warnings) = await ReadAsync(new TrickleStream(Members.Join(endless, [0], Members.Gzip(C)), 5000));
        Assert.Equal(C, Assert.Single(read).Bytes);
        Assert.Equal((GzipProblem.Garbage, 0), (Assert.Single(warnings).Problem, warnings[0].Offset));
    }

    [Fact]
    public async Task Keeps_the_sound_beginning_of_a_damaged_member()
    {
        var file = Members.Gzip(A);
        var (read, _) = await ReadAsync(new MemoryStream(file[..(file.Length / 2)]));
        var (member, bytes) = Assert.Single(read);
        Assert.Equal(GzipProblem.Truncated, member.Problem);
        Assert.True(bytes.Length > 1000 && A.AsSpan().StartsWith(bytes));
    }

    [Fact]
    public async Task Stops_a_bomb_at_the_bound_and_goes_on_behind_it()
    {
        var bomb = Members.Gzip(new byte[50_000_000]);
        var options = new GzipReaderOptions { MaxMemberBytes = 1_000_000 };
        var (read, warnings) = await ReadAsync(new MemoryStream(Members.Join(bomb, Members.Gzip(A))), options);
        Assert.Equal([1_000_000, A.Length], read.Select(m => m.Bytes.Length));
        Assert.Equal(GzipProblem.TooLong, read[0].Member.Problem);
        Assert.Equal(GzipProblem.TooLong, Assert.Single(warnings).Problem);
    }

    [Fact]
    public async Task Distinguishes_a_wrong_checksum_from_a_wrong_length_and_stays_in_step()
    {
        var checksum = Members.Gzip(A);
        checksum[^8] ^= 1;
        var length = Members.Gzip(B);
        length[^1] ^= 1;
        var (read, warnings) = await ReadAsync(new MemoryStream(Members.Join(checksum, length, Members.Gzip(C))));
        Assert.Equal([GzipProblem.WrongChecksum, GzipProblem.WrongLength, GzipProblem.None], read.Select(m => m.Member.Problem));
        Assert.Equal([A, B, C], read.Select(m => m.Bytes));
        Assert.Equal([0, checksum.Length], warnings.Select(w => (int)w.Offset));
    }

    [Fact]
    public async Task Takes_time_in_proportion_to_a_file_made_of_false_headers()
    {
        // Each header leads into a stored block that runs over the headers behind it and then fails.
        var header = Members.Join([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255], [0, 0xFF, 0xFF, 0, 0]);
        var file = new byte[6_000_000];
        for (var i = 0; i + header.Length <= file.Length; i += header.Length) header.CopyTo(file, i);
        var decoded = 0L;
        await using var reader = new GzipMemberReader(new MemoryStream(file), new GzipReaderOptions(), _ => { });
        while (await reader.NextMemberAsync(CancellationToken.None))
            while (await reader.FillAsync(CancellationToken.None))
            {
                decoded += reader.Decoded.Length;
                reader.Advance(reader.Decoded.Length);
            }
        Assert.True(decoded < 12L * file.Length, $"{decoded} bytes decoded");
    }

    [Fact]
    public async Task Skips_the_rest_of_a_member_that_is_not_read()
    {
        await using var reader = new GzipMemberReader(new MemoryStream(Members.Join(Members.Gzip(A), Members.Gzip(C))), new GzipReaderOptions(), w => Assert.Fail(w.Message));
        Assert.True(await reader.NextMemberAsync(CancellationToken.None));
        Assert.True(await reader.NextMemberAsync(CancellationToken.None));
        var buffer = new byte[3];
        Assert.Equal(3, await reader.ReadAsync(buffer, CancellationToken.None));
        Assert.Equal(C[..3], buffer);
        Assert.False(await reader.NextMemberAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Survives_random_bytes_behind_a_header()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var file = Members.Join([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], Members.Noise(3000, seed), Members.Gzip(C));
            var (read, warnings) = await ReadAsync(new TrickleStream(file, 700));
            Assert.NotEmpty(warnings);
            Assert.Equal(C, read[^1].Bytes);
        }
    }

    private static byte[] Framework(byte[] file)
    {
        using var output = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
        gzip.CopyTo(output);
        return output.ToArray();
    }

    private static async ValueTask<(List<(GzipMember Member, byte[] Bytes)> Members, List<GzipWarning> Warnings)> ReadAsync(Stream file, GzipReaderOptions? options = null)
    {
        var members = new List<(GzipMember, byte[])>();
        var warnings = new List<GzipWarning>();
        await using var reader = new GzipMemberReader(file, options ?? new GzipReaderOptions(), warnings.Add);
        while (await reader.NextMemberAsync(CancellationToken.None))
        {
            var bytes = new MemoryStream();
            while (await reader.FillAsync(CancellationToken.None))
            {
                bytes.Write(reader.Decoded);
                reader.Advance(reader.Decoded.Length);
            }
            members.Add((reader.Member!.Value, bytes.ToArray()));
        }
        return (members, warnings);
    }
}
