using System.Text;
using DataPipe.Parquet.Buffers;

namespace DataPipe.Parquet.Thrift;

/// <summary>Writes Thrift's compact protocol. Callers hold the number of the last field of each open struct, 0 before the first.</summary>
internal readonly struct CompactWriter(ByteBuffer output)
{
    public void Boolean(ref int last, int field, bool value) =>
        Header(ref last, field, value ? CompactType.True : CompactType.False);

    public void Int8(ref int last, int field, sbyte value)
    {
        Header(ref last, field, CompactType.Int8);
        output.WriteByte((byte)value);
    }

    public void Int16(ref int last, int field, short value)
    {
        Header(ref last, field, CompactType.Int16);
        ZigZag(value);
    }

    public void Int32(ref int last, int field, int value)
    {
        Header(ref last, field, CompactType.Int32);
        ZigZag(value);
    }

    public void Int64(ref int last, int field, long value)
    {
        Header(ref last, field, CompactType.Int64);
        ZigZag(value);
    }

    public void Binary(ref int last, int field, ReadOnlySpan<byte> value)
    {
        Header(ref last, field, CompactType.Binary);
        BinaryElement(value);
    }

    public void Text(ref int last, int field, string value) => Binary(ref last, field, Encoding.UTF8.GetBytes(value));

    public void List(ref int last, int field, CompactType element, int count)
    {
        Header(ref last, field, CompactType.List);
        if (count < 15)
        {
            output.WriteByte((byte)((count << 4) | (byte)element));
            return;
        }
        output.WriteByte((byte)(0xF0 | (byte)element));
        output.WriteVarint((ulong)count);
    }

    /// <summary>Opens a struct as a field; its own fields follow, then <see cref="End"/>.</summary>
    public void Struct(ref int last, int field) => Header(ref last, field, CompactType.Struct);

    public void EmptyStruct(ref int last, int field)
    {
        Struct(ref last, field);
        End();
    }

    /// <summary>Closes a struct, be it a field, an element or the outermost.</summary>
    public void End() => output.WriteByte(0);

    public void Int32Element(int value) => ZigZag(value);

    public void Int64Element(long value) => ZigZag(value);

    /// <summary>A truth value of a list: a byte of its own, where a field's is part of its header.</summary>
    public void BooleanElement(bool value) => output.WriteByte((byte)(value ? CompactType.True : CompactType.False));

    public void TextElement(string value) => BinaryElement(Encoding.UTF8.GetBytes(value));

    public void BinaryElement(ReadOnlySpan<byte> value)
    {
        output.WriteVarint((ulong)value.Length);
        output.Write(value);
    }

    private void Header(ref int last, int field, CompactType type)
    {
        var delta = field - last;
        last = field;
        if (delta is > 0 and < 16)
        {
            output.WriteByte((byte)((delta << 4) | (byte)type));
            return;
        }
        output.WriteByte((byte)type);
        ZigZag(field);
    }

    private void ZigZag(long value) => output.WriteVarint((ulong)((value << 1) ^ (value >> 63)));
}
