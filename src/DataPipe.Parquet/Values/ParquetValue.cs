using System.Numerics;

namespace DataPipe.Parquet.Values;

/// <summary>One value of a file whose schema is known at run time alone: a leaf's, or a list, map or struct of others. Accessors of
/// another kind throw <see cref="InvalidOperationException"/>.</summary>
public readonly struct ParquetValue : IEquatable<ParquetValue>
{
    private readonly object? _content;
    private readonly long _bits;

    // The scale of a decimal, the unit of a time.
    private readonly int _detail;

    private ParquetValue(ValueKind kind, long bits, object? content = null, int detail = 0) =>
        (Kind, _bits, _content, _detail) = (kind, bits, content, detail);

    /// <summary>The absent value.</summary>
    public static ParquetValue Null => default;

    /// <summary>What it is.</summary>
    public ValueKind Kind { get; }

    /// <summary>Whether it is absent.</summary>
    public bool IsNull => Kind == ValueKind.Null;

    /// <summary>The truth value.</summary>
    public bool Boolean => As(ValueKind.Boolean)._bits != 0;

    /// <summary>The signed integer.</summary>
    public long Integer => As(ValueKind.Integer)._bits;

    /// <summary>The unsigned integer.</summary>
    public ulong UnsignedInteger => (ulong)As(ValueKind.UnsignedInteger)._bits;

    /// <summary>The number; of 16 and 32 bits widened.</summary>
    public double Real => BitConverter.Int64BitsToDouble(As(ValueKind.Real)._bits);

    /// <summary>The decimal without its point.</summary>
    public BigInteger Unscaled => (BigInteger)As(ValueKind.Decimal)._content!;

    /// <summary>Digits of the decimal behind its point.</summary>
    public int Scale => As(ValueKind.Decimal)._detail;

    /// <summary>Days since 1970-01-01: a date may lie outside the years 1 to 9999.</summary>
    public int Days => (int)As(ValueKind.Date)._bits;

    /// <summary>Time since midnight, or since 1970-01-01T00:00:00 for a time stamp, in the unit.</summary>
    public long Ticks => Kind == ValueKind.Time ? _bits : As(ValueKind.Timestamp)._bits;

    /// <summary>What the ticks count.</summary>
    public TimeUnit Unit => (TimeUnit)(Kind == ValueKind.Time ? this : As(ValueKind.Timestamp))._detail;

    /// <summary>Whether a time stamp is of UTC, not of a clock without time zone.</summary>
    public bool IsUtc => As(ValueKind.Timestamp)._content is not null;

    /// <summary>The UUID.</summary>
    public Guid Uuid => (Guid)As(ValueKind.Uuid)._content!;

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => (byte[])As(ValueKind.Bytes)._content!;

    /// <summary>The text.</summary>
    public string Text => (string)As(ValueKind.Text)._content!;

    /// <summary>The elements of a list.</summary>
    public IReadOnlyList<ParquetValue> Elements => (ParquetValue[])As(ValueKind.List)._content!;

    /// <summary>The entries of a map.</summary>
    public IReadOnlyList<KeyValuePair<ParquetValue, ParquetValue>> Entries =>
        (KeyValuePair<ParquetValue, ParquetValue>[])As(ValueKind.Map)._content!;

    /// <summary>The fields of a struct.</summary>
    public IReadOnlyList<KeyValuePair<string, ParquetValue>> Fields =>
        (KeyValuePair<string, ParquetValue>[])As(ValueKind.Struct)._content!;

    /// <summary>A truth value.</summary>
    public static ParquetValue Of(bool value) => new(ValueKind.Boolean, value ? 1 : 0);

    /// <summary>A signed integer.</summary>
    public static ParquetValue Of(long value) => new(ValueKind.Integer, value);

    /// <summary>An unsigned integer.</summary>
    public static ParquetValue Of(ulong value) => new(ValueKind.UnsignedInteger, (long)value);

    /// <summary>A number.</summary>
    public static ParquetValue Of(double value) => new(ValueKind.Real, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A UUID.</summary>
    public static ParquetValue Of(Guid value) => new(ValueKind.Uuid, 0, value);

    /// <summary>A text.</summary>
    public static ParquetValue Of(string value) => new(ValueKind.Text, 0, value ?? throw new ArgumentNullException(nameof(value)));

    /// <summary>Bytes, copied.</summary>
    public static ParquetValue Of(ReadOnlySpan<byte> value) => new(ValueKind.Bytes, 0, value.ToArray());

    /// <summary>A decimal: the integer divided by ten to the power of the scale.</summary>
    public static ParquetValue Decimal(BigInteger unscaled, int scale) => new(ValueKind.Decimal, 0, unscaled, scale);

    /// <summary>A date, in days since 1970-01-01.</summary>
    public static ParquetValue Date(int days) => new(ValueKind.Date, days);

    /// <summary>A time of day, since midnight.</summary>
    public static ParquetValue Time(long ticks, TimeUnit unit) => new(ValueKind.Time, ticks, null, (int)unit);

    /// <summary>A time stamp, since 1970-01-01T00:00:00.</summary>
    public static ParquetValue Timestamp(long ticks, TimeUnit unit, bool isUtc) =>
        new(ValueKind.Timestamp, ticks, isUtc ? TimeZoneInfo.Utc : null, (int)unit);

    /// <summary>A list.</summary>
    public static ParquetValue List(params ParquetValue[] elements) => new(ValueKind.List, 0, elements);

    /// <summary>A map.</summary>
    public static ParquetValue Map(params KeyValuePair<ParquetValue, ParquetValue>[] entries) => new(ValueKind.Map, 0, entries);

    /// <summary>A struct.</summary>
    public static ParquetValue Struct(params KeyValuePair<string, ParquetValue>[] fields) => new(ValueKind.Struct, 0, fields);

    /// <summary>Below, equal to or above 0 in the order of the format: numbers by size, whatever their kinds, texts and bytes by their
    /// bytes, times by the moment; null when the kinds have no common order, or one value is NaN.</summary>
    public static int? Compare(ParquetValue left, ParquetValue right) => ValueOrder.Compare(left, right);

    /// <summary>Whether both are of one kind and hold the same; NaN equals NaN.</summary>
    public bool Equals(ParquetValue other) => Kind == other.Kind && _detail == other._detail && Kind switch
    {
        ValueKind.Real => Real.Equals(other.Real),
        ValueKind.Decimal => Unscaled == other.Unscaled,
        ValueKind.Uuid => Uuid == other.Uuid,
        ValueKind.Text => Text == other.Text,
        ValueKind.Timestamp => _bits == other._bits && IsUtc == other.IsUtc,
        ValueKind.Bytes => Bytes.Span.SequenceEqual(other.Bytes.Span),
        ValueKind.List => Elements.SequenceEqual(other.Elements),
        ValueKind.Map => Entries.SequenceEqual(other.Entries),
        ValueKind.Struct => Fields.SequenceEqual(other.Fields),
        _ => _bits == other._bits,
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ParquetValue other && Equals(other);

    /// <summary>A hash of kind and value, of lists, maps and structs of the length; differs between processes.</summary>
    public override int GetHashCode() => Kind switch
    {
        ValueKind.Real => HashCode.Combine(Kind, Real),
        ValueKind.Bytes => HashCode.Combine(Kind, Bytes.Length),
        ValueKind.List => HashCode.Combine(Kind, Elements.Count),
        ValueKind.Map => HashCode.Combine(Kind, Entries.Count),
        ValueKind.Struct => HashCode.Combine(Kind, Fields.Count),
        ValueKind.Timestamp => HashCode.Combine(Kind, _bits),
        _ => HashCode.Combine(Kind, _bits, _content),
    };

    /// <summary>The value in the manner of JSON: bytes in hexadecimal, times after ISO 8601, decimals with all their digits.</summary>
    public override string ToString() => ValueText.Of(this);

    /// <summary>Whether both are of one kind and hold the same.</summary>
    public static bool operator ==(ParquetValue left, ParquetValue right) => left.Equals(right);

    /// <summary>Whether they differ in kind or content.</summary>
    public static bool operator !=(ParquetValue left, ParquetValue right) => !left.Equals(right);

    private ParquetValue As(ValueKind kind) =>
        Kind == kind ? this : throw new InvalidOperationException($"The value is {Kind}, not {kind}.");
}
