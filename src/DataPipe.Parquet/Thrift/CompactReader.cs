using System.Text;

namespace DataPipe.Parquet.Thrift;

/// <summary>Reads Thrift's compact protocol. Every length is checked against the bytes that are left; a violation throws
/// <see cref="InvalidDataException"/>.</summary>
internal ref struct CompactReader(ReadOnlySpan<byte> source)
{
    private const int MaxSkipDepth = 64;

    private readonly ReadOnlySpan<byte> _source = source;

    public int Position { get; private set; }

    private readonly int Left => _source.Length - Position;

    /// <summary>Moves to the next field of a struct; false at its end. The caller holds the field's number, 0 before the first.</summary>
    public bool NextField(ref int field, out CompactType type)
    {
        var header = ReadByte();
        type = (CompactType)(header & 0x0F);
        if (type == CompactType.Stop)
            return false;
        field = header >> 4 == 0 ? (int)ReadZigZag(16) : field + (header >> 4);
        return true;
    }

    public static bool ReadBoolean(CompactType type) => type switch
    {
        CompactType.True => true,
        CompactType.False => false,
        _ => throw Unexpected(type, "a truth value"),
    };

    public int ReadInt32(CompactType type) => (int)ReadInteger(type, CompactType.Int32, 32);

    public long ReadInt64(CompactType type) => ReadInteger(type, CompactType.Int64, 64);

    public ReadOnlySpan<byte> ReadBinary(CompactType type)
    {
        if (type != CompactType.Binary)
            throw Unexpected(type, "bytes");
        var length = ReadVarint(32);
        if (length > (ulong)Left)
            throw new InvalidDataException($"a string of {length} bytes where {Left} are left");
        var bytes = _source.Slice(Position, (int)length);
        Position += (int)length;
        return bytes;
    }

    public string ReadString(CompactType type) => Encoding.UTF8.GetString(ReadBinary(type));

    /// <summary>The number of elements and their type; no more elements than bytes left.</summary>
    public int ReadListHeader(CompactType type, out CompactType elementType)
    {
        if (type is not (CompactType.List or CompactType.Set))
            throw Unexpected(type, "a list");
        var header = ReadByte();
        elementType = (CompactType)(header & 0x0F);
        var count = header >> 4 == 15 ? ReadVarint(32) : (ulong)(header >> 4);
        if (count > (ulong)Left)
            throw new InvalidDataException($"a list of {count} elements where {Left} bytes are left");
        return (int)count;
    }

    public static void ExpectStruct(CompactType type)
    {
        if (type != CompactType.Struct)
            throw Unexpected(type, "a struct");
    }

    public void Skip(CompactType type) => Skip(type, MaxSkipDepth);

    private void Skip(CompactType type, int depth)
    {
        if (depth == 0)
            throw new InvalidDataException("metadata is nested too deeply");
        switch (type)
        {
            case CompactType.True or CompactType.False:
                break;
            case CompactType.Int8:
                ReadByte();
                break;
            case CompactType.Int16 or CompactType.Int32 or CompactType.Int64:
                ReadVarint(64);
                break;
            case CompactType.Double:
                for (var i = 0; i < 8; i++)
                    ReadByte();
                break;
            case CompactType.Binary:
                ReadBinary(type);
                break;
            case CompactType.List or CompactType.Set:
                for (var left = ReadListHeader(type, out var element); left > 0; left--)
                    SkipElement(element, depth - 1);
                break;
            case CompactType.Map:
                SkipMap(depth - 1);
                break;
            case CompactType.Struct:
                for (var field = 0; NextField(ref field, out var inner);)
                    Skip(inner, depth - 1);
                break;
            default:
                throw Unexpected(type, "a known type");
        }
    }

    private void SkipMap(int depth)
    {
        var count = ReadVarint(32);
        if (count == 0)
            return;
        if (count > (ulong)Left)
            throw new InvalidDataException($"a map of {count} entries where {Left} bytes are left");
        var types = ReadByte();
        for (; count > 0; count--)
        {
            SkipElement((CompactType)(types >> 4), depth);
            SkipElement((CompactType)(types & 0x0F), depth);
        }
    }

    // Inside lists and maps a truth value takes a byte of its own.
    private void SkipElement(CompactType type, int depth)
    {
        if (type is CompactType.True or CompactType.False)
            ReadByte();
        else
            Skip(type, depth);
    }

    private long ReadInteger(CompactType type, CompactType widest, int bits)
    {
        if (type == CompactType.Int8)
            return (sbyte)ReadByte();
        if (type < CompactType.Int8 || type > widest)
            throw Unexpected(type, "an integer");
        return ReadZigZag(bits);
    }

    private long ReadZigZag(int bits)
    {
        var value = ReadVarint(bits);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong ReadVarint(int bits)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = ReadByte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next >= 0x80)
                continue;
            if (bits < 64 && value >> bits != 0)
                throw new InvalidDataException($"an integer of more than {bits} bits");
            return value;
        }
        throw new InvalidDataException("an integer without end");
    }

    private byte ReadByte()
    {
        if (Left == 0)
            throw new InvalidDataException("metadata ends early");
        return _source[Position++];
    }

    private static InvalidDataException Unexpected(CompactType type, string wanted) =>
        new($"metadata has type {(byte)type} where {wanted} was expected");
}
