using System.Buffers;
using System.Buffers.Binary;

namespace DataPipe.Parquet.Buffers;

/// <summary>A growing array of bytes that is cleared and filled again and again. It is rented: <see cref="Release"/> hands it to the
/// next buffer, without it the collector takes it.</summary>
internal sealed class ByteBuffer : IBufferWriter<byte>
{
    // One giant value must not keep its memory for the life of the buffer, nor of the process.
    private const int MaxKeptBytes = 16 << 20;

    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, Length);

    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > MaxKeptBytes)
            Release();
    }

    /// <summary>Forgets all bytes and gives their memory back.</summary>
    public void Release()
    {
        var bytes = _bytes;
        (_bytes, Length) = ([], 0);
        Return(bytes);
    }

    /// <summary>Takes back what was written behind the given length.</summary>
    public void Truncate(int length) => Length = Math.Min(Length, length);

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(Length);
    }

    public void WriteByte(byte value)
    {
        if (Length == _bytes.Length)
            Reserve(1);
        _bytes[Length++] = value;
    }

    public void WriteInt32(int value)
    {
        Reserve(sizeof(int));
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(Length), value);
        Length += sizeof(int);
    }

    public void WriteInt64(long value)
    {
        Reserve(sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(Length), value);
        Length += sizeof(long);
    }

    public void WriteVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            WriteByte((byte)(value | 0x80));
        WriteByte((byte)value);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Sets a bit of the bytes written before, counted from the lowest bit of the first.</summary>
    public void SetBit(int bit) => _bytes[bit >> 3] |= (byte)(1 << (bit & 7));

    /// <summary>Overwrites four bytes written before, for a length known only afterwards.</summary>
    public void PatchInt32(int position, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(position, sizeof(int)), value);

    private void Reserve(int count)
    {
        if (_bytes.Length - Length >= count)
            return;
        var needed = (long)Length + count;
        if (needed > Array.MaxLength)
            throw new InvalidOperationException("A page buffer would exceed 2 GiB.");
        var bytes = (int)Math.Min(Math.Max(needed, Math.Max(256, _bytes.Length * 2L)), Array.MaxLength);
        var old = _bytes;
        _bytes = bytes <= MaxKeptBytes ? ArrayPool<byte>.Shared.Rent(bytes) : GC.AllocateUninitializedArray<byte>(bytes);
        old.AsSpan(0, Length).CopyTo(_bytes);
        Return(old);
    }

    private static void Return(byte[] bytes)
    {
        if (bytes.Length is > 0 and <= MaxKeptBytes)
            ArrayPool<byte>.Shared.Return(bytes);
    }
}
