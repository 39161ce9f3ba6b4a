using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DataPipe.Text.FastText;

/// <summary>Reads numbers and arrays of a model, little-endian, never asking for memory that the file could not fill.</summary>
internal sealed class FileReader(Stream file)
{
    private readonly long _length = file.Length;
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;

    /// <summary>Bytes read so far.</summary>
    internal long Offset { get; private set; }

    private long Left => _length - Offset;

    internal FastTextFormatException Wrong(string what) => new($"{what} (before byte {Offset} of {_length})");

    internal int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    internal long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    internal double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    internal byte Byte() => Take(1)[0];

    internal bool Flag(string what) => Byte() switch
    {
        0 => false,
        1 => true,
        _ => throw Wrong($"{what} is neither 0 nor 1"),
    };

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    internal int Int32(string what, int least, int most) => Int32() is var value && value >= least && value <= most ? value : throw Wrong($"{what} is {value}, not from {least} to {most}");

    internal float[] Floats(string what, long count)
    {
        Check(what, count, sizeof(float));
        var values = GC.AllocateUninitializedArray<float>((int)count);
        Fill(MemoryMarshal.AsBytes(values.AsSpan()), values.LongLength * sizeof(float));
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("models are read on little-endian machines alone");
        return values;
    }

    internal byte[] Bytes(string what, long count)
    {
        Check(what, count, 1);
        var values = GC.AllocateUninitializedArray<byte>((int)count);
        Fill(values, count);
        return values;
    }

    /// <summary>Adds the bytes up to the next NUL, which is read too.</summary>
    internal void Text(List<byte> into)
    {
        while (true)
        {
            if (_start == _end && !Refill()) throw Wrong("the file ends within a word");
            var left = _buffer.AsSpan(_start, _end - _start);
            var nul = left.IndexOf((byte)0);
            CollectionExtensions.AddRange(into, nul < 0 ? left : left[..nul]);
            var read = nul < 0 ? left.Length : nul + 1;
            _start += read;
            Offset += read;
            if (nul >= 0) return;
        }
    }

    /// <summary>Throws when <paramref name="count"/> things of at least <paramref name="bytes"/> bytes cannot be in the rest of the file.</summary>
    internal void Check(string what, long count, int bytes)
    {
        if (count < 0 || count > Left / bytes || count > Array.MaxLength) throw Wrong($"{what}: {count} are announced, and {Left} bytes are left");
    }

    private ReadOnlySpan<byte> Take(int bytes)
    {
        if (_end - _start < bytes && (!Refill() || _end - _start < bytes)) throw Wrong("the file ends early");
        var taken = _buffer.AsSpan(_start, bytes);
        _start += bytes;
        Offset += bytes;
        return taken;
    }

    private void Fill(Span<byte> into, long bytes)
    {
        // A span holds at most int.MaxValue bytes; arrays of floats may hold more.
        if (bytes != into.Length) throw Wrong("a matrix of more than 2 GiB");
        var ready = Math.Min(_end - _start, into.Length);
        _buffer.AsSpan(_start, ready).CopyTo(into);
        _start += ready;
        var read = file.ReadAtLeast(into[ready..], into.Length - ready, throwOnEndOfStream: false);
        if (read < into.Length - ready) throw Wrong("the file ends early");
        Offset += bytes;
    }

    private bool Refill()
    {
        var left = _end - _start;
        _buffer.AsSpan(_start, left).CopyTo(_buffer);
        (_start, _end) = (0, left + file.ReadAtLeast(_buffer.AsSpan(left), 1, throwOnEndOfStream: false));
        return _end > left;
    }
}
