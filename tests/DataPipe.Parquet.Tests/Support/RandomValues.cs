using System.Numerics;
using System.Text;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Tests.Support;

/// <summary>Random values of any leaf, as <see cref="Entry"/> holds them. Some columns have few distinct ones, which are kept in
/// dictionaries, some rise, which suits differences, and some are anything their type allows.</summary>
internal sealed class RandomValues(Random random)
{
    private const long DayMillis = 86_400_000;

    private static readonly string[] Words = ["", "a", "the", "wörter", "数据", "🙂", "a longer run of words that repeats"];

    private readonly Dictionary<int, int> _variety = [];
    private long _count;

    /// <summary>The i-th of the distinct keys of a map.</summary>
    public static object Key(SchemaNode node, int i) =>
        node.Physical == PhysicalType.ByteArray ? Convert.ToHexString(Encoding.UTF8.GetBytes($"key {i}")) : i;

    public object Next(SchemaNode node, int leaf)
    {
        if (!_variety.TryGetValue(leaf, out var variety))
            _variety[leaf] = variety = random.Next(3);
        _count++;
        return node.Physical switch
        {
            PhysicalType.Boolean => variety == 0 ? random.Next(20) > 0 : random.Next(2) == 0,
            PhysicalType.Int32 => (int)Integer(node, variety),
            PhysicalType.Int64 => Integer(node, variety),
            PhysicalType.Float => variety == 0 ? (uint)random.Next(3) << 30 : (uint)random.NextInt64(),
            PhysicalType.Double => variety == 0 ? (ulong)random.Next(3) << 62 : (ulong)random.NextInt64(long.MinValue, long.MaxValue),
            _ => Convert.ToHexString(Bytes(node, variety)),
        };
    }

    private long Integer(SchemaNode node, int variety)
    {
        var (low, high) = node.Logical switch
        {
            LogicalType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
            LogicalType.Int16 => (short.MinValue, short.MaxValue),
            LogicalType.UInt8 => (0, byte.MaxValue),
            LogicalType.UInt16 => (0, ushort.MaxValue),
            LogicalType.TimeMillis => (0, DayMillis - 1),
            LogicalType.TimeMicros => (0, (DayMillis * 1000) - 1),
            LogicalType.TimeNanos => (0, (DayMillis * 1_000_000) - 1),
            // Years that every reader can put into its own units.
            LogicalType.TimestampMillis or LogicalType.LocalTimestampMillis => (-1L << 40, 1L << 40),
            LogicalType.TimestampMicros or LogicalType.LocalTimestampMicros => (-1L << 50, 1L << 50),
            LogicalType.TimestampNanos or LogicalType.LocalTimestampNanos => (-1L << 60, 1L << 60),
            LogicalType.Date => (-1L << 20, 1L << 20),
            LogicalType.Decimal => (1 - (long)BigInteger.Pow(10, node.DecimalPrecision!.Value), (long)BigInteger.Pow(10, node.DecimalPrecision.Value) - 1),
            _ => node.Physical == PhysicalType.Int32 ? (int.MinValue, int.MaxValue) : (long.MinValue, long.MaxValue - 1),
        };
        return variety switch
        {
            0 => random.Next(3),
            1 when high > 1 << 16 => _count,
            _ => random.Next(10) switch { 0 => low, 1 => high, _ => random.NextInt64(low, high + 1) },
        };
    }

    private byte[] Bytes(SchemaNode node, int variety)
    {
        if (node.Logical == LogicalType.Decimal)
            return Decimal(node, variety);
        if (node.FixedBytes is { } length)
        {
            var value = new byte[length];
            if (variety == 1)
                BitConverter.GetBytes(_count).AsSpan(0, Math.Min(8, length)).CopyTo(value);
            else if (variety == 2)
                random.NextBytes(value);
            else
                value[^1] = (byte)random.Next(3);
            // The milliseconds of an interval, the last of its numbers, stay within what readers turn into microseconds.
            if (node.Logical == LogicalType.Interval)
                value[3] = value[7] = value[11] = 0;
            return value;
        }
        if (variety > 0 && node.Logical is LogicalType.None or LogicalType.Bson)
        {
            var bytes = new byte[random.Next(100)];
            random.NextBytes(bytes);
            return bytes;
        }
        var text = new StringBuilder(Words[random.Next(Words.Length)]);
        for (var words = variety == 0 ? 0 : random.Next(60); words > 0; words--)
            text.Append(Words[random.Next(Words.Length)]).Append(random.Next(100));
        // JSON texts are JSON.
        return Encoding.UTF8.GetBytes(node.Logical == LogicalType.Json ? $"{{\"text\":\"{text}\"}}" : text.ToString());
    }

    private byte[] Decimal(SchemaNode node, int variety)
    {
        var limit = BigInteger.Pow(10, node.DecimalPrecision!.Value) - 1;
        var number = variety switch
        {
            0 => random.Next(10),
            1 => BigInteger.Min(_count, limit),
            _ => random.Next(10) switch { 0 => limit, 1 => -limit, _ => ((BigInteger)random.NextDouble() * limit) - (limit / 2) },
        };
        if (variety == 2 && random.Next(2) == 0)
            number = (limit * random.Next(-1000, 1000)) / 1000;
        var digits = number.ToByteArray(isBigEndian: true);
        var fill = number.Sign < 0 ? (byte)0xFF : (byte)0;
        return [.. Enumerable.Repeat(fill, Math.Max(0, (node.FixedBytes ?? 0) - digits.Length)), .. digits];
    }
}
