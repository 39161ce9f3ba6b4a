using System.Buffers.Binary;
using System.Text;
using DataPipe.Compression.Zstandard;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Compression.Tests.Zstandard;

public sealed class ZstandardDecoderTests
{
    private static readonly int[] Levels = [-5, -1, 1, 2, 3, 5, 6, 9, 12, 13, 16, 17, 19, 22];

    [Fact]
    public void Reads_what_the_library_writes_at_every_level()
    {
        var decoder = new ZstandardDecoder();
        foreach (var level in Levels)
            foreach (var length in new[] { 0, 1, 7, 60, 300, 5000, 132_000 })
                for (var kind = 0; kind < 7; kind++)
                {
                    var bytes = Contents.Kind(kind, length, level + length);
                    AssertReads(decoder, LibZstandard.Compress(bytes, level, checksum: length % 2 == 0), bytes);
                }
    }

    [Fact]
    public void Reads_any_content_of_any_length()
    {
        var decoder = new ZstandardDecoder();
        var cases = from kind in Gen.Choose(0, 6) from length in Gen.Choose(0, 3000) from level in Gen.Choose(-7, 19) from seed in Gen.Choose(0, int.MaxValue) select (kind, length, level, seed);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var bytes = Contents.Kind(c.kind, c.length, c.seed);
            AssertReads(decoder, LibZstandard.Compress(bytes, c.level, checksum: c.seed % 2 == 0), bytes);
        }));
    }

    [Fact]
    public void Reads_a_frame_without_its_length_and_with_a_small_window()
    {
        var decoder = new ZstandardDecoder();
        foreach (var windowLog in new[] { 10, 12, 17, 20 })
        {
            var bytes = Contents.Kind(6, 700_000, windowLog);
            var frame = LibZstandard.CompressWith(bytes, (LibZstandard.WindowLog, windowLog), (LibZstandard.ContentSizeFlag, 0));
            AssertReads(decoder, frame, bytes);
            Assert.Equal(bytes, decoder.Decode(frame, int.MaxValue));
        }
    }

    [Fact]
    public void Reads_frames_one_after_another_and_passes_skippable_ones()
    {
        var (one, two) = (Contents.Text(1000, 1), Contents.Text(70_000, 2));
        byte[] file = [.. Frames.Skippable(0, "note"u8), .. LibZstandard.Compress(one), .. Frames.Skippable(15, []), .. LibZstandard.Compress(two, 1, checksum: true), .. Frames.Skippable(3, new byte[300])];
        AssertReads(new ZstandardDecoder(), file, [.. one, .. two]);
        Assert.Equal([.. one, .. two], new ZstandardDecoder().Decode(file, 1_000_000));
        Assert.Empty(new ZstandardDecoder().Decode([], 10));
    }

    [Fact]
    public void Reads_with_a_trained_dictionary_and_with_plain_content()
    {
        var trained = LibZstandard.Train([.. Enumerable.Range(0, 2000).Select(Contents.Record)], 20_000);
        foreach (var bytes in new[] { trained, Contents.Record(5), [.. Contents.Text(9000), .. Contents.Record(7)] })
        {
            var dictionary = new ZstandardDictionary(bytes);
            var decoder = new ZstandardDecoder(dictionary);
            foreach (var level in new[] { 1, 3, 9, 19 })
                for (var i = 0; i < 40; i++)
                {
                    var record = i % 20 == 0 ? [.. Contents.Text(200_000, i), .. Contents.Record(i)] : Contents.Record(3000 + i);
                    AssertReads(decoder, LibZstandard.Compress(record, level, checksum: true, dictionary), record);
                }
        }
    }

    [Fact]
    public void A_frame_of_another_dictionary_is_refused_by_number()
    {
        var trained = LibZstandard.Train([.. Enumerable.Range(0, 1000).Select(Contents.Record)], 10_000);
        var frame = LibZstandard.Compress(Contents.Record(1), 3, checksum: false, new ZstandardDictionary(trained));
        BinaryPrimitives.WriteUInt32LittleEndian(trained.AsSpan(4), 77);
        foreach (var (dictionary, words) in new[] { (null, "there is none"), (new ZstandardDictionary(trained), "has number 77") })
        {
            var exception = Assert.Throws<InvalidDataException>(() => new ZstandardDecoder(dictionary).Decode(frame, 1000));
            Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_damaged_dictionary_is_refused_or_harmless()
    {
        var trained = LibZstandard.Train([.. Enumerable.Range(0, 1000).Select(Contents.Record)], 4_000);
        var frame = LibZstandard.Compress(Contents.Record(1), 3, checksum: false, new ZstandardDictionary(trained));
        var random = new Random(4);
        for (var i = 0; i < 3000; i++)
        {
            var damaged = trained[..(i % 3 == 0 ? 9 + random.Next(300) : trained.Length)];
            for (var k = 0; k < 3; k++) damaged[8 + random.Next(Math.Min(damaged.Length - 8, 200))] = (byte)random.Next(256);
            byte[] decoded;
            try
            {
                decoded = new ZstandardDecoder(new ZstandardDictionary(damaged)).Decode(frame, 1000);
            }
            catch (InvalidDataException)
            {
                continue;
            }
            if (LibZstandard.Decompress(frame, 1000, damaged) is { } expected) Assert.Equal(expected, decoded);
        }
    }

    [Fact]
    public void A_wrong_checksum_or_length_is_found()
    {
        var bytes = Contents.Text(3000);
        var frame = LibZstandard.Compress(bytes, 3, checksum: true);
        frame[^1] ^= 1;
        Assert.Contains("checksum", Refused(frame, 3000), StringComparison.Ordinal);
        frame = LibZstandard.Compress(bytes, 3);
        // The length stands behind the descriptor of a single segment, in two bytes.
        frame[5]++;
        Assert.Contains("decodes to 3000 bytes and gives 3001", Refused(frame, 4000), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_cut_or_no_frame_are_refused()
    {
        var frame = LibZstandard.Compress(Contents.Text(500), 3, checksum: true);
        for (var length = 1; length < frame.Length; length++) Refused(frame[..length], 500);
        Assert.Contains("no Zstandard frame begins here", Refused([.. frame, .. "garbage"u8], 1000), StringComparison.Ordinal);
        frame[4] |= 8;
        Assert.Contains("reserved", Refused(frame, 500), StringComparison.Ordinal);
    }

    [Fact]
    public void A_frame_that_would_fill_the_memory_stops_at_the_room_there_is()
    {
        var bomb = LibZstandard.Compress(new byte[50_000_000], 19);
        Assert.True(bomb.Length < 10_000);
        Refused(bomb, 1_000_000);
        // A frame that claims an exabyte takes no memory for it.
        byte[] claim = [0x28, 0xB5, 0x2F, 0xFD, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0x10, 1, 0, 0];
        Refused(claim, 1_000_000);
        Assert.Throws<InvalidDataException>(() => new ZstandardDecoder().Decode(claim, 1_000_000));
    }

    [Fact]
    public void Damaged_frames_are_refused_or_read_as_the_library_reads_them()
    {
        var decoder = new ZstandardDecoder();
        var frames = new[] { 1, 3, 9, 19 }.SelectMany(level => new[] { 0, 2, 3, 4, 6 }.Select(kind => LibZstandard.Compress(Contents.Kind(kind, 3000, level), level))).ToArray();
        var seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();
        var agreed = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(6000), Prop.ForAll(seeds, seed =>
        {
            var random = new Random(seed);
            var frame = frames[random.Next(frames.Length)].ToArray();
            if (random.Next(4) == 0) frame = frame[..random.Next(frame.Length + 1)];
            for (var count = random.Next(1, 4); count > 0 && frame.Length > 0; count--) frame[random.Next(frame.Length)] = (byte)random.Next(256);
            var room = random.Next(3) == 0 ? random.Next(4000) : 3000;
            // The room is inside a larger buffer, so that a write outside of it shows.
            var buffer = new byte[room + 64];
            buffer.AsSpan(room).Fill(0xA5);
            int length;
            try
            {
                length = decoder.Decode(frame, buffer.AsSpan(0, room));
            }
            catch (InvalidDataException)
            {
                length = -1;
            }
            Assert.Equal(-1, buffer.AsSpan(room).IndexOfAnyExcept((byte)0xA5));
            if (length < 0 || LibZstandard.Decompress(frame, room) is not { } expected) return;
            Assert.Equal(expected, buffer[..length]);
            agreed++;
        }));
        Assert.True(agreed > 100);
    }

    [Fact]
    public void Reads_without_any_library()
    {
        var text = new ZstandardDecoder().Decode(Convert.FromBase64String(Frames.Squares), 10_000);
        Assert.Equal(string.Join(' ', Enumerable.Range(1, 300).Select(i => i * i)), Encoding.ASCII.GetString(text));
    }

    private static string Refused(byte[] frame, int room) => Assert.Throws<InvalidDataException>(() => new ZstandardDecoder().Decode(frame, new byte[room].AsSpan())).Message;

    private static void AssertReads(ZstandardDecoder decoder, byte[] file, byte[] expected)
    {
        var bytes = new byte[expected.Length];
        Assert.Equal(expected.Length, decoder.Decode(file, bytes.AsSpan()));
        Assert.True(expected.AsSpan().SequenceEqual(bytes));
    }

    
}
