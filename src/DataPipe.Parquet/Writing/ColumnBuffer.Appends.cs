using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Writing;

public sealed partial class ColumnBuffer
{
    /// <summary>Appends a truth value that starts a row.</summary>
    public void Append(bool value) => Append(value, _maxDefinition, 0);

    /// <summary>Appends a truth value.</summary>
    public void Append(bool value, int definition, int repetition)
    {
        StartValue(PhysicalType.Boolean, 1, definition, repetition);
        _values.Add(value);
    }

    /// <summary>Appends an integer that starts a row, to an INT32 or INT64 column.</summary>
    public void Append(int value) => Append(value, _maxDefinition, 0);

    /// <summary>Appends an integer to an INT32 or INT64 column.</summary>
    public void Append(int value, int definition, int repetition)
    {
        _limits.Check(value);
        if (_physical == PhysicalType.Int64)
            StartValue(PhysicalType.Int64, sizeof(long), definition, repetition);
        else
            StartValue(PhysicalType.Int32, sizeof(int), definition, repetition);
        _values.Add((long)value);
    }

    /// <summary>Appends an integer that starts a row, to an INT64 column.</summary>
    public void Append(long value) => Append(value, _maxDefinition, 0);

    /// <summary>Appends an integer to an INT64 column.</summary>
    public void Append(long value, int definition, int repetition)
    {
        _limits.Check(value);
        StartValue(PhysicalType.Int64, sizeof(long), definition, repetition);
        _values.Add(value);
    }

    /// <summary>Appends an unsigned integer that starts a row, to a column of unsigned integers.</summary>
    public void Append(uint value) => Append(value, _maxDefinition, 0);

    /// <summary>Appends an unsigned integer to a column of unsigned integers.</summary>
    public void Append(uint value, int definition, int repetition)
    {
        if (_physical == PhysicalType.Int64)
        {
            Append((ulong)value, definition, repetition);
            return;
        }
        _limits.CheckUnsigned(value);
        StartValue(PhysicalType.Int32, sizeof(int), definition, repetition);
        _values.Add((long)(int)value);
    }

    /// <summary>Appends an unsigned integer that starts a row, to a column of unsigned integers of 64 bits.</summary>
    public void Append(ulong value) => Append(value, _maxDefinition, 0);

    /// <summary>Appends an unsigned integer to a column of unsigned integers of 64 bits.</summary>
    public void Append(ulong value, int definition, int repetition)
    {
        _limits.CheckUnsigned(value);
        StartValue(PhysicalType.Int64, sizeof(long), definition, repetition);
        _values.Add((long)value);
    }

    /// <summary>Appends a number that starts a row, to a FLOAT column.</summary>
    public void Append(float value) => Append(value, _maxDefinition, 0);

    /// <summary>Appends a number to a FLOAT column.</summary>
    public void Append(float value, int definition, int repetition)
    {
        StartValue(PhysicalType.Float, sizeof(float), definition, repetition);
        _values.Add((long)BitConverter.SingleToInt32Bits(value));
    }

    /// <summary>Appends a number that starts a row, to a DOUBLE column.</summary>
    public void Append(double value) => Append(value, _maxDefinition, 0);

    /// <summary>Appends a number to a DOUBLE column.</summary>
    public void Append(double value, int definition, int repetition)
    {
        StartValue(PhysicalType.Double, sizeof(double), definition, repetition);
        _values.Add(BitConverter.DoubleToInt64Bits(value));
    }

    /// <summary>Appends a number that starts a row, to a <see cref="LogicalType.Float16"/> column.</summary>
    public void Append(Half value) => Append(value, _maxDefinition, 0);

    /// <summary>Appends a number to a <see cref="LogicalType.Float16"/> column.</summary>
    public void Append(Half value, int definition, int repetition)
    {
        CheckMeaning(LogicalType.Float16);
        Span<byte> bytes = stackalloc byte[sizeof(short)];
        BinaryPrimitives.WriteHalfLittleEndian(bytes, value);
        AppendBytes(bytes, definition, repetition);
    }

    /// <summary>Appends a UUID that starts a row, to a <see cref="LogicalType.Uuid"/> column.</summary>
    public void Append(Guid value) => Append(value, _maxDefinition, 0);

    /// <summary>Appends a UUID to a <see cref="LogicalType.Uuid"/> column.</summary>
    public void Append(Guid value, int definition, int repetition)
    {
        CheckMeaning(LogicalType.Uuid);
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        AppendBytes(bytes, definition, repetition);
    }

    /// <summary>Appends a decimal number that starts a row, to a <see cref="LogicalType.Decimal"/> column.</summary>
    public void Append(decimal value) => Append(value, _maxDefinition, 0);

    /// <summary>Appends a decimal number to a <see cref="LogicalType.Decimal"/> column; digits beyond its scale must be 0.</summary>
    public void Append(decimal value, int definition, int repetition)
    {
        CheckMeaning(LogicalType.Decimal);
        Span<byte> bytes = stackalloc byte[ValueLimits.MaxDecimalBytes];
        var number = _limits.Unscaled(value, bytes);
        if (_physical is PhysicalType.ByteArray or PhysicalType.FixedLenByteArray)
            AppendBytes(number, definition, repetition);
        else if (_physical == PhysicalType.Int64)
            Append(BinaryPrimitives.ReadInt64BigEndian(number), definition, repetition);
        else
            Append(BinaryPrimitives.ReadInt32BigEndian(number), definition, repetition);
    }

    /// <summary>Appends bytes, copied, that start a row, to a BYTE_ARRAY or FIXED_LEN_BYTE_ARRAY column: of text in UTF-8, of a
    /// decimal number its integer in two's complement, most significant byte first.</summary>
    public void Append(ReadOnlySpan<byte> value) => Append(value, _maxDefinition, 0);

    /// <summary>Appends bytes, copied, to a BYTE_ARRAY or FIXED_LEN_BYTE_ARRAY column: of text in UTF-8, of a decimal number its
    /// integer in two's complement, most significant byte first.</summary>
    public void Append(ReadOnlySpan<byte> value, int definition, int repetition)
    {
        if (_isText && !Utf8.IsValid(value))
            throw new ArgumentException($"Column {Leaf.Path} holds text, and the value is not UTF-8.", nameof(value));
        AppendBytes(value, definition, repetition);
    }

    /// <summary>Appends a string that starts a row, in UTF-8; half surrogate pairs become U+FFFD.</summary>
    public void Append(string value) => Append(value, _maxDefinition, 0);

    /// <summary>Appends a string in UTF-8; half surrogate pairs become U+FFFD.</summary>
    public void Append(string value, int definition, int repetition)
    {
        ArgumentNullException.ThrowIfNull(value);
        _scratch.Text.Clear();
        Encoding.UTF8.GetBytes(value, _scratch.Text);
        AppendBytes(_scratch.Text.Written, definition, repetition);
    }

    private void AppendBytes(ReadOnlySpan<byte> value, int definition, int repetition)
    {
        if (_physical == PhysicalType.FixedLenByteArray)
        {
            _limits.CheckBytes(value);
            StartValue(PhysicalType.FixedLenByteArray, value.Length, definition, repetition);
        }
        else
        {
            if (_limits.IsDecimal)
                _limits.CheckBytes(value);
            StartValue(PhysicalType.ByteArray, sizeof(int) + (long)value.Length, definition, repetition);
        }
        _values.Add(value);
    }

    private void CheckMeaning(LogicalType logical)
    {
        if (Leaf.Node.Logical != logical)
            throw new InvalidOperationException($"Column {Leaf.Path} holds {Leaf.Node.Logical}, not {logical}.");
    }
}
