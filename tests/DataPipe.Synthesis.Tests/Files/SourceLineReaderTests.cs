using System.Text;
using DataPipe.Synthesis.Files;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Synthesis.Tests.Files;

public sealed class SourceLineReaderTests
{
    [Fact]
    public async Task Tells_number_and_offset_of_each_line_and_passes_over_blank_ones()
    {
        var lines = await ReadAsync(Encoding.UTF8.GetBytes("\uFEFF{1}\r\n \t\r\n\n{22}\n{3}"), 3);
        Assert.Equal([("{1}\r", 1L, 0L), ("{22}", 4L, 13L), ("{3}", 5L, 18L)], lines);
    }

    [Fact]
    public async Task A_line_beyond_the_limit_is_reported_and_the_next_is_read()
    {
        var bytes = new byte[SourceLineReader.MaxLineBytes * 3];
        Array.Fill(bytes, (byte)'x');
        using var stream = new MemoryStream([.. bytes, .. "\n{}\n"u8]);
        var reader = new SourceLineReader(stream);
        Assert.True(await reader.ReadAsync(CancellationToken.None));
        Assert.True(reader.IsTooLong);
        Assert.True(reader.Line.IsEmpty);
        Assert.True(await reader.ReadAsync(CancellationToken.None));
        Assert.Equal("{}", Encoding.UTF8.GetString(reader.Line.Span));
        Assert.Equal((2, bytes.Length + 1L, false), (reader.Number, reader.OffsetBytes, reader.IsTooLong));
        Assert.False(await reader.ReadAsync(CancellationToken.None));
    }

    [Fact]
    public void Lines_do_not_depend_on_how_the_bytes_arrive() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte[] Bytes, byte Piece)>(),
        input =>
        {
            byte[] bytes = [.. input.Bytes.Select(b => b % 5 == 0 ? (byte)'\n' : (byte)('a' + (b % 3)))];
            var expected = Encoding.ASCII.GetString(bytes).Split('\n').Where(l => l.Length > 0);
            return expected.SequenceEqual(ReadAsync(bytes, 1 + (input.Piece % 7)).GetAwaiter().GetResult().Select(l => l.Line));
        }).QuickCheckThrowOnFailure();

    private static async Task<List<(string Line, long Number, long Offset)>> ReadAsync(byte[] bytes, int piece)
    {
        List<(string, long, long)> lines = [];
        using var stream = new Trickle(bytes, piece);
        var reader = new SourceLineReader(stream);
        while (await reader.ReadAsync(CancellationToken.None)) lines.Add((Encoding.UTF8.GetString(reader.Line.Span), reader.Number, reader.OffsetBytes));
        return lines;
    }

    private sealed class Trickle(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, piece)], cancellationToken);
    }
}
