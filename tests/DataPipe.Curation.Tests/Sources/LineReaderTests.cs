using System.Text;
using DataPipe.Curation.Sources;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Curation.Tests.Sources;

public class LineReaderTests
{
    [Fact]
    public void Lines_are_those_of_the_text_however_its_bytes_arrive()
    {
        var texts = Gen.Elements("\n", "\r\n", "a", "bb", "", "é", "a long piece of a line ").ListOf().Select(string.Concat);
        Prop.ForAll(texts.ToArbitrary(), Gen.Choose(1, 7).ToArbitrary(), (text, piece) =>
        {
            List<string> expected = [.. text.Split('\n').Select(line => line.TrimEnd('\r'))];
            if (expected[^1].Length == 0) expected.RemoveAt(expected.Count - 1);
            return Read(Encoding.UTF8.GetBytes(text), piece, 1000).SequenceEqual(expected);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public async Task Offsets_and_numbers_are_those_of_the_lines()
    {
        var reader = new LineReader(new Pieces("one\r\n\nthree"u8.ToArray(), 2), 100);
        List<(long Number, long Offset)> places = [];
        while (await reader.ReadAsync(CancellationToken.None)) places.Add((reader.Number, reader.Offset));
        Assert.Equal([(1, 0), (2, 5), (3, 6)], places);
    }

    private static List<string> Read(byte[] text, int piece, int maxLineBytes)
    {
        var reader = new LineReader(new Pieces(text, piece), maxLineBytes);
        List<string> lines = [];
        while (reader.ReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult()) lines.Add(Encoding.UTF8.GetString(reader.Line.Span));
        return lines;
    }

    private sealed class Pieces(byte[] bytes, int piece) : IByteSource
    {
        private int _at;

        public long ConsumedBytes => _at;

        public ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellation)
        {
            var count = Math.Min(Math.Min(piece, destination.Length), bytes.Length - _at);
            bytes.AsMemory(_at, count).CopyTo(destination);
            _at += count;
            return ValueTask.FromResult(count);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
