using DataPipe.Parquet.Buffers;

namespace DataPipe.Parquet.Tests.Buffers;

public sealed class StagedOutputTests
{
    [Fact]
    public async Task Small_writes_become_few_and_no_byte_changes_place()
    {
        var stream = new CountedWrites();
        var output = new StagedOutput(stream);
        var random = new Random(7);
        var expected = new MemoryStream();
        for (var i = 0; i < 2000; i++)
        {
            var bytes = new byte[i % 500 == 499 ? 600_000 : random.Next(2000)];
            random.NextBytes(bytes);
            expected.Write(bytes);
            await output.WriteAsync(bytes, CancellationToken.None);
        }
        Assert.Equal(expected.Length, output.Bytes);
        await output.FlushAsync(CancellationToken.None);
        Assert.Equal(expected.ToArray(), stream.ToArray());
        Assert.InRange(stream.Writes, 1, 20);
    }

    [Fact]
    public async Task Pages_longer_than_a_segment_come_out_as_they_went_in()
    {
        var stream = new CountedWrites();
        var output = new StagedOutput(stream);
        var buffer = new SegmentedBuffer();
        for (var round = 0; round < 2; round++)
        {
            var bytes = new byte[5_000_000 + round];
            new Random(round).NextBytes(bytes);
            buffer.Append(bytes.AsSpan(0, 10));
            buffer.Append(bytes.AsSpan(10));
            await buffer.DrainAsync(output, CancellationToken.None);
            await output.SendAsync(CancellationToken.None);
            Assert.Equal(bytes, stream.ToArray());
            stream.SetLength(0);
        }
        Assert.InRange(stream.Writes, 2, 20);
    }

    private sealed class CountedWrites : MemoryStream
    {
        public int Writes { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes++;
            return base.WriteAsync(buffer, cancellationToken);
        }
    }
}
