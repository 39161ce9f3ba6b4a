using System.Globalization;
using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.BZip2;

namespace DataPipe.Compression;

/// <summary>
/// The streams of a bzip2 file, one after another, as parallel writers make them. Blocks do not begin at whole bytes and the library gives no way to find the next, so damage ends the
/// file. Offsets are those of the stream, which begins at a whole byte.
/// </summary>
internal sealed class Bzip2Decompressor(Stream input, DecompressionOptions options, Action<DecompressionWarning> warn) : IDecompressor
{
    private readonly CountedStream _input = new(input);
    private BZip2InputStream? _stream;
    private long _streamOffset;
    private long _streamBytes;
    private bool _isEnded;

    public long Position => _input.Position;

    public ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return ValueTask.FromResult(Read(destination.Span));
        }
        catch (EndOfStreamException)
        {
            return ValueTask.FromResult(End(DecompressionProblem.Truncated, "the file ends inside this bzip2 stream"));
        }
        // With the last two the library says that the input makes no sense.
        catch (Exception e) when (e is SharpZipBaseException or IndexOutOfRangeException or ArgumentException)
        {
            return ValueTask.FromResult(End(
                DecompressionProblem.Damaged, string.Create(CultureInfo.InvariantCulture, $"this bzip2 stream is corrupt before offset {Position}: {e.Message}")));
        }
    }

    public ValueTask DisposeAsync() => input.DisposeAsync();

    private int Read(Span<byte> destination)
    {
        Span<byte> oneMore = stackalloc byte[1];
        while (!_isEnded)
        {
            if (_stream is null && !StartStream()) return _isEnded ? -1 : 0;
            // Where the bound is reached, one byte more tells whether the stream goes on behind it.
            var isFull = _streamBytes == options.MaxUnitBytes;
            var count = _stream!.Read(isFull ? oneMore : destination[..(int)Math.Min(destination.Length, options.MaxUnitBytes - _streamBytes)]);
            if (isFull && count > 0)
                return End(DecompressionProblem.TooLong, string.Create(CultureInfo.InvariantCulture, $"this bzip2 stream decodes to more than {options.MaxUnitBytes} bytes; the rest of the file is skipped"));
            _streamBytes += count;
            if (count > 0) return count;
            _stream = null;
        }
        return 0;
    }

    private bool StartStream()
    {
        _streamOffset = Position;
        _streamBytes = 0;
        var start = _input.Peek(4);
        if (start.IsEmpty) return false;
        if (start is not [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9'])
        {
            var isCut = start.Length < 4 && "BZh"u8.StartsWith(start[..Math.Min(3, start.Length)]);
            End(isCut ? DecompressionProblem.Truncated : DecompressionProblem.Damaged, isCut ? "the file ends inside the header of this bzip2 stream" : "bytes that belong to no bzip2 stream end the file");
            return false;
        }
        _stream = new BZip2InputStream(_input) { IsStreamOwner = false };
        return true;
    }

    private int End(DecompressionProblem problem, string message)
    {
        _isEnded = true;
        warn(new DecompressionWarning(problem, _streamOffset, message));
        return -1;
    }
}
