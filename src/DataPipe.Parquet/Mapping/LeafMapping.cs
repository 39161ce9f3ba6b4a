using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Writing;

namespace DataPipe.Parquet.Mapping;

/// <summary>Appends a present value.</summary>
internal delegate void LeafAppend<in T>(ColumnBuffer column, T value, int definition, int repetition);

/// <summary>Reads the i-th present value.</summary>
internal delegate T LeafRead<out T>(ColumnChunkValues values, int i);

/// <summary>How a .NET type is a column: its field and the two directions.</summary>
internal abstract record LeafMapping(SchemaNode Node)
{
    /// <summary>The <see cref="LeafAppend{T}"/>.</summary>
    public abstract Delegate AppendDelegate { get; }

    /// <summary>The <see cref="LeafRead{T}"/>.</summary>
    public abstract Delegate ReadDelegate { get; }

    private const long TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;

    /// <summary>The mapping of a type, or null when it is no single value.</summary>
    /// <exception cref="NotSupportedException">The attribute does not fit the type, or the type needs one.</exception>
    public static LeafMapping? Find(Type type, ParquetColumnAttribute? column, string place)
    {
        if (type == typeof(decimal))
            return Decimal(column, place);
        if (column is { Precision: not 0 } or { Scale: not 0 })
            throw new NotSupportedException($"{place}: Precision and Scale belong to decimal, not to {type.Name}.");
        if (type == typeof(string) || type == typeof(byte[]) || type == typeof(ReadOnlyMemory<byte>))
            return Bytes(type, column, place);
        if (column is { Logical: not LogicalType.None })
            throw new NotSupportedException($"{place}: Logical belongs to strings and bytes, not to {type.Name}.");
        if (type.IsEnum)
            return (LeafMapping)Activator.CreateInstance(typeof(EnumMapping<>).MakeGenericType(type))!;
        return Simple.GetValueOrDefault(type);
    }

    private static readonly Dictionary<Type, LeafMapping> Simple = new LeafMapping[]
    {
        Of<bool>(PhysicalType.Boolean, LogicalType.None, (c, v, d, r) => c.Append(v, d, r), (v, i) => v.Boolean(i)),
        Of<sbyte>(PhysicalType.Int32, LogicalType.Int8, (c, v, d, r) => c.Append((int)v, d, r), (v, i) => checked((sbyte)v.Int32(i))),
        Of<short>(PhysicalType.Int32, LogicalType.Int16, (c, v, d, r) => c.Append((int)v, d, r), (v, i) => checked((short)v.Int32(i))),
        Of<int>(PhysicalType.Int32, LogicalType.None, (c, v, d, r) => c.Append(v, d, r), (v, i) => v.Int32(i)),
        Of<long>(PhysicalType.Int64, LogicalType.None, (c, v, d, r) => c.Append(v, d, r), (v, i) => v.Int64(i)),
        Of<byte>(PhysicalType.Int32, LogicalType.UInt8, (c, v, d, r) => c.Append((int)v, d, r), (v, i) => checked((byte)v.Int32(i))),
        Of<ushort>(PhysicalType.Int32, LogicalType.UInt16, (c, v, d, r) => c.Append((int)v, d, r), (v, i) => checked((ushort)v.Int32(i))),
        Of<uint>(PhysicalType.Int32, LogicalType.UInt32, (c, v, d, r) => c.Append(v, d, r), (v, i) => unchecked((uint)v.Int32(i))),
        Of<ulong>(PhysicalType.Int64, LogicalType.UInt64, (c, v, d, r) => c.Append(v, d, r), (v, i) => unchecked((ulong)v.Int64(i))),
        Of<float>(PhysicalType.Float, LogicalType.None, (c, v, d, r) => c.Append(v, d, r), (v, i) => v.Float(i)),
        Of<double>(PhysicalType.Double, LogicalType.None, (c, v, d, r) => c.Append(v, d, r), (v, i) => v.Double(i)),
        Of<Half>(PhysicalType.FixedLenByteArray, LogicalType.Float16, (c, v, d, r) => c.Append(v, d, r), (v, i) => BinaryPrimitives.ReadHalfLittleEndian(v.Bytes(i)), sizeof(ushort)),
        Of<Guid>(PhysicalType.FixedLenByteArray, LogicalType.Uuid, (c, v, d, r) => c.Append(v, d, r), (v, i) => new Guid(v.Bytes(i), bigEndian: true), 16),
        Of<DateTimeOffset>(PhysicalType.Int64, LogicalType.TimestampMicros, (c, v, d, r) => c.Append(FloorMicros(v.UtcTicks - DateTimeOffset.UnixEpoch.Ticks), d, r),
            (v, i) => DateTimeOffset.UnixEpoch.AddTicks(checked(v.TimestampMicros(i) * TicksPerMicrosecond))),
        Of<DateTime>(PhysicalType.Int64, LogicalType.LocalTimestampMicros, (c, v, d, r) => c.Append(FloorMicros(v.Ticks - DateTime.UnixEpoch.Ticks), d, r),
            (v, i) => new DateTime(checked(DateTime.UnixEpoch.Ticks + (v.TimestampMicros(i) * TicksPerMicrosecond)))),
        Of<DateOnly>(PhysicalType.Int32, LogicalType.Date, (c, v, d, r) => c.Append(v.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber, d, r),
            (v, i) => DateOnly.FromDayNumber(checked(v.Int32(i) + DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber))),
        Of<TimeOnly>(PhysicalType.Int64, LogicalType.TimeMicros, (c, v, d, r) => c.Append(v.Ticks / TicksPerMicrosecond, d, r),
            (v, i) => new TimeOnly(checked(v.Int64(i) * TicksPerMicrosecond))),
    }.ToDictionary(mapping => mapping.GetType().GenericTypeArguments[0]);

    private static LeafMapping<T> Of<T>(
        PhysicalType physical, LogicalType logical, LeafAppend<T> append, LeafRead<T> read, int? fixedBytes = null) =>
        new(new SchemaNode("", Repetition.Required, physical, logical, []) { FixedBytes = fixedBytes }, append, read);

    private static LeafMapping Bytes(Type type, ParquetColumnAttribute? column, string place)
    {
        var logical = column?.Logical ?? LogicalType.None;
        if (type == typeof(string) && logical == LogicalType.None)
            logical = LogicalType.String;
        if (logical is not (LogicalType.None or LogicalType.String or LogicalType.Json or LogicalType.Enum)
            && !(logical == LogicalType.Bson && type != typeof(string)))
            throw new NotSupportedException($"{place}: {type.Name} cannot be {logical}.");
        if (type == typeof(string))
            return Of<string>(PhysicalType.ByteArray, logical, (c, v, d, r) => c.Append(v, d, r), (v, i) => Encoding.UTF8.GetString(v.Bytes(i)));
        if (type == typeof(byte[]))
            return Of<byte[]>(PhysicalType.ByteArray, logical, (c, v, d, r) => c.Append(v.AsSpan(), d, r), (v, i) => v.Bytes(i).ToArray());
        return Of<ReadOnlyMemory<byte>>(PhysicalType.ByteArray, logical, (c, v, d, r) => c.Append(v.Span, d, r), (v, i) => v.BytesMemory(i));
    }

    // Up to 18 digits fit an INT64; 28 digits of a decimal fit 12 bytes.
    private static LeafMapping<decimal> Decimal(ParquetColumnAttribute? column, string place)
    {
        if (column is not { Precision: >= 1 and <= 28 } || column.Scale < 0 || column.Scale > column.Precision)
            throw new NotSupportedException($"{place}: a decimal needs [ParquetColumn(Precision = 1 to 28, Scale = 0 to Precision)].");
        var (precision, scale) = (column.Precision, column.Scale);
        var node = new SchemaNode("", Repetition.Required, precision <= 18 ? PhysicalType.Int64 : PhysicalType.FixedLenByteArray, LogicalType.Decimal, [])
        {
            DecimalPrecision = precision, DecimalScale = scale, FixedBytes = precision <= 18 ? null : 12,
        };
        return new LeafMapping<decimal>(
            node,
            (c, v, d, r) => c.Append(v, d, r),
            (v, i) => DecimalValue.Read(v, i, scale));
    }

    private static long FloorMicros(long ticks) => (ticks - (((ticks % TicksPerMicrosecond) + TicksPerMicrosecond) % TicksPerMicrosecond)) / TicksPerMicrosecond;

    private sealed record EnumMapping<T>() : LeafMapping<T>(
        new SchemaNode("", Repetition.Required, PhysicalType.ByteArray, LogicalType.Enum, []),
        (c, v, d, r) => c.Append(NameOf(v), d, r),
        (v, i) => Parse(Encoding.UTF8.GetString(v.Bytes(i)))) where T : struct, Enum
    {
        private static string NameOf(T value) => Enum.GetName(value)
            ?? throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{value:D} is no name of {typeof(T).Name}."), nameof(value));

        private static T Parse(string name) => Enum.TryParse<T>(name, ignoreCase: false, out var value) && Enum.GetName(value) == name
            ? value
            : throw new InvalidDataException($"'{name}' is no name of {typeof(T).Name}");
    }
}

/// <summary>The mapping of one type.</summary>
internal record LeafMapping<T>(SchemaNode Node, LeafAppend<T> Append, LeafRead<T> Read) : LeafMapping(Node)
{
    public sealed override Delegate AppendDelegate => Append;

    public sealed override Delegate ReadDelegate => Read;
}
