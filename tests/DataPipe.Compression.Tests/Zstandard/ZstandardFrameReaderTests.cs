using System.Text;
using DataPipe.Compression.Zstandard;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Compression.Tests.Zstandard;

public sealed class ZstandardFrameReaderTests
{
    private sealed record Read(uint Magic, ZstandardFrame Frame, byte[] Bytes);

    [Fact]
    public async Task Gives_every_frame_with_its_place_and_bytes_however_little_comes_at_a_time()
    {
        byte[][] contents = [Contents.Text(400), [], Contents.Text(150_000, 2), Contents.Kind(1, 140_000, 3), new byte[1_000_000]];
        byte[][] frames = [.. contents.Select((c, i) => LibZstandard.Compress(c, 1 + i * 4, checksum: i % 2 == 0))];
        foreach (var atMost in new[] { 1, 7, 1000, 1 << 20 })
        {
            var (read, warnings) = await ReadAsync(new TrickleStream(Members.Join(frames), atMost));
            Assert.Empty(warnings);
            Assert.Equal(contents, read.Select(r => r.Bytes));
            var offset = 0L;
            for (var i = 0; i < frames.Length; offset += frames[i++].Length)
                Assert.Equal(new ZstandardFrame(offset, frames[i].Length, contents[i].Length, ZstandardProblem.None), read[i].Frame);
        }
    }

    [Fact]
    public async Task Reads_through_a_window_much_smaller_than_the_content()
    {
        foreach (var windowLog in new[] { 10, 15, 18, 20 })
        {
            var bytes = Contents.Kind(6, 2_500_000, windowLog);
            var frame = LibZstandard.CompressWith(bytes, (LibZstandard.WindowLog, windowLog), (LibZstandard.ContentSizeFlag, 0), (100, 5));
            var (read, warnings) = await ReadAsync(new MemoryStream(frame));
            Assert.Empty(warnings);
            Assert.True(bytes.AsSpan().SequenceEqual(Assert.Single(read).Bytes));
        }
    }

    [Fact]
    public async Task Shows_skippable_frames_with_number_and_content_and_takes_the_dictionary_from_one()
    {
        var dictionary = LibZstandard.Train([.. Enumerable.Range(0, 1000).Select(Contents.Record)], 8_000);
        byte[] file = [.. Frames.Skippable(13, dictionary), .. Enumerable.Range(0, 50).SelectMany(i => LibZstandard.Compress(Contents.Record(i), 3, true, new ZstandardDictionary(dictionary)))];
        var warnings = new List<ZstandardWarning>();
        await using var reader = new ZstandardFrameReader(new TrickleStream(file, 500), new ZstandardReaderOptions(), warnings.Add);
        Assert.True(await reader.NextFrameAsync(default));
        Assert.True(reader.IsSkippable);
        Assert.Equal(0x184D2A5Du, reader.Magic);
        var content = await RestAsync(reader);
        Assert.Equal(dictionary, content);
        Assert.Equal(new ZstandardFrame(0, 8 + dictionary.Length, dictionary.Length, ZstandardProblem.None), reader.Frame);
        reader.UseDictionary(new ZstandardDictionary(content));
        for (var i = 0; i < 50; i++)
        {
            Assert.True(await reader.NextFrameAsync(default));
            Assert.False(reader.IsSkippable);
            Assert.Equal(Contents.Record(i), await RestAsync(reader));
        }
        Assert.False(await reader.NextFrameAsync(default));
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task Frames_that_are_not_read_to_their_end_are_passed()
    {
        byte[] file = [.. LibZstandard.Compress(Contents.Text(500_000), 3, true), .. Frames.Skippable(0, new byte[400_000]), .. LibZstandard.Compress("end"u8)];
        await using var reader = new ZstandardFrameReader(new MemoryStream(file), new ZstandardReaderOptions(), w => Assert.Fail(w.Message));
        Assert.True(await reader.NextFrameAsync(default));
        Assert.True(await reader.FillAsync(default));
        reader.Advance(10);
        Assert.True(await reader.NextFrameAsync(default));
        Assert.True(await reader.NextFrameAsync(default));
        Assert.Equal("end"u8.ToArray(), await RestAsync(reader));
        Assert.Equal(file.Length, reader.Position);
        Assert.False(await reader.NextFrameAsync(default));
    }

    [Fact]
    public async Task A_frame_that_needs_a_dictionary_costs_itself_alone()
    {
        var dictionary = LibZstandard.Train([.. Enumerable.Range(0, 1000).Select(Contents.Record)], 8_000);
        var first = LibZstandard.Compress(Contents.Record(1), 3, true, new ZstandardDictionary(dictionary));
        var (read, warnings) = await ReadAsync(new MemoryStream([.. first, .. LibZstandard.Compress("next"u8)]));
        Assert.Equal([ZstandardProblem.MissingDictionary, ZstandardProblem.None], read.Select(r => r.Frame.Problem));
        Assert.Equal("next", Encoding.ASCII.GetString(read[1].Bytes));
        Assert.Equal(ZstandardProblem.MissingDictionary, Assert.Single(warnings).Problem);
    }

    [Fact]
    public async Task A_damaged_frame_costs_itself_and_the_next_is_found_even_when_a_length_hid_it()
    {
        byte[][] frames = [.. Enumerable.Range(0, 5).Select(i => LibZstandard.Compress(Contents.Text(3000, i), 3, true))];
        frames[2] = [.. frames[2]];
        // The length of the block, behind the header of seven bytes: now it reaches over the frames that follow.
        frames[2][9] = 0;
        frames[2][8] |= 0x20;
        var offset = frames[0].Length + frames[1].Length;
        var (read, warnings) = await ReadAsync(new TrickleStream(Members.Join(frames), 777));
        Assert.Equal(5, read.Count);
        foreach (var i in new[] { 0, 1, 3, 4 }) Assert.Equal(Contents.Text(3000, i), read[i].Bytes);
        var warning = Assert.Single(warnings);
        Assert.Equal((ZstandardProblem.Corrupt, (long)offset), (warning.Problem, warning.Offset));
    }

    [Fact]
    public async Task A_wrong_checksum_is_told_and_the_next_frame_follows()
    {
        var frame = LibZstandard.Compress(Contents.Text(3000), 3, true);
        byte[] bad = [.. frame[..^1], (byte)~frame[^1]];
        var (read, warnings) = await ReadAsync(new MemoryStream([.. bad, .. frame]));
        Assert.Equal([ZstandardProblem.WrongChecksum, ZstandardProblem.None], read.Select(r => r.Frame.Problem));
        Assert.Equal(read[1].Bytes, read[0].Bytes);
        Assert.Equal(ZstandardProblem.WrongChecksum, Assert.Single(warnings).Problem);
    }

    [Fact]
    public async Task A_file_that_ends_early_gives_its_whole_blocks_and_a_warning()
    {
        var frame = LibZstandard.Compress(Contents.Text(500_000), 3, true);
        var small = LibZstandard.Compress("x"u8);
        for (var length = 1; length < frame.Length; length += 1 + length / 3)
        {
            var (read, warnings) = await ReadAsync(new MemoryStream([.. small, .. frame[..length]]));
            Assert.Equal((ZstandardProblem.Truncated, (long)small.Length), (Assert.Single(warnings).Problem, warnings[0].Offset));
            Assert.Equal(ZstandardProblem.Truncated, read[^1].Frame.Problem);
            Assert.True(Contents.Text(500_000).AsSpan().StartsWith(read[^1].Bytes));
            if (length > frame.Length / 2) Assert.True(read[^1].Bytes.Length >= 128 * 1024);
        }
    }

    [Fact]
    public async Task Garbage_between_frames_is_skipped_with_a_warning()
    {
        var frame = LibZstandard.Compress("content"u8, 3, true);
        var (read, warnings) = await ReadAsync(new MemoryStream([.. frame, .. new byte[1000], .. frame, .. "tail"u8]));
        Assert.Equal(2, read.Count);
        Assert.Equal([(ZstandardProblem.Garbage, (long)frame.Length), (ZstandardProblem.Garbage, 2L * frame.Length + 1000)], warnings.Select(w => (w.Problem, w.Offset)));
    }

    [Fact]
    public async Task Bombs_and_giant_windows_are_capped()
    {
        byte[] next = LibZstandard.Compress("next"u8);
        byte[] bomb = LibZstandard.CompressWith(new byte[30_000_000], (LibZstandard.ContentSizeFlag, 0));
        var (read, warnings) = await ReadAsync(new MemoryStream([.. bomb, .. next]), new ZstandardReaderOptions { MaxFrameBytes = 1_000_001 });
        Assert.Equal((1_000_001L, ZstandardProblem.TooLong), (read[0].Frame.DecodedBytes, read[0].Frame.Problem));
        Assert.Equal("next"u8.ToArray(), read[1].Bytes);
        Assert.Equal(ZstandardProblem.TooLong, Assert.Single(warnings).Problem);

        // A window of 2 TiB, and a raw block of one byte.
        byte[] giant = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0xF8, 9, 0, 0, 65];
        (read, warnings) = await ReadAsync(new MemoryStream([.. giant, .. next]));
        Assert.Equal([ZstandardProblem.WindowTooLarge, ZstandardProblem.None], read.Select(r => r.Frame.Problem));
        Assert.Equal(ZstandardProblem.WindowTooLarge, Assert.Single(warnings).Problem);
    }

    [Fact]
    public async Task Reads_the_same_as_from_memory_whatever_the_damage()
    {
        byte[] sound = Members.Join([.. Enumerable.Range(0, 4).Select(i => LibZstandard.CompressWith(Contents.Kind(i + 2, 6000, i), (100, 3 + i), (201, i % 2), (LibZstandard.ContentSizeFlag, i / 2)))]);
        var seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();
        var (whole, _) = await ReadAsync(new MemoryStream(sound));
        Assert.Equal(new ZstandardDecoder().Decode(sound, 100_000), whole.SelectMany(r => r.Bytes));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), Prop.ForAll(seeds, seed =>
        {
            var random = new Random(seed);
            var file = sound[..(random.Next(3) == 0 ? random.Next(sound.Length) : sound.Length)];
            for (var count = random.Next(1, 5); count > 0 && file.Length > 0; count--) file[random.Next(file.Length)] = (byte)random.Next(256);
            // From memory no window is kept, so none is too large.
            var (read, warnings) = ReadAsync(new MemoryStream(file), new ZstandardReaderOptions { MaxWindowBytes = long.MaxValue }).GetAwaiter().GetResult();
            byte[] expected;
            try
            {
                expected = new ZstandardDecoder().Decode(file, 1_000_000);
            }
            catch (InvalidDataException)
            {
                Assert.NotEmpty(warnings);
                return;
            }
            Assert.Equal(expected, read.Where(r => (r.Magic & 0xFFFFFFF0) != 0x184D2A50).SelectMany(r => r.Bytes));
            Assert.Empty(warnings);
        }));
    }

    private static async Task<(List<Read> Frames, List<ZstandardWarning> Warnings)> ReadAsync(Stream file, ZstandardReaderOptions? options = null)
    {
        var frames = new List<Read>();
        var warnings = new List<ZstandardWarning>();
        await using var reader = new ZstandardFrameReader(file, options ?? new ZstandardReaderOptions(), warnings.Add);
        while (await reader.NextFrameAsync(default))
        {
            var offset = reader.FrameOffset;
            var bytes = await RestAsync(reader);
            Assert.Equal(offset, reader.Frame!.Value.Offset);
            frames.Add(new Read(reader.Magic, reader.Frame.Value, bytes));
        }
        return (frames, warnings);
    }

    private static async Task<byte[]> RestAsync(ZstandardFrameReader reader)
    {
        var bytes = new MemoryStream();
        while (await reader.FillAsync(default))
        {
            bytes.Write(reader.Decoded);
            reader.Advance(reader.Decoded.Length);
        }
        return bytes.ToArray();
    }
}
