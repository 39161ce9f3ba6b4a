using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Thrift;

namespace DataPipe.Parquet.Format;

/// <summary>The union LogicalType: the newer of the two ways in which a schema says what values mean.</summary>
internal static class LogicalTypeFormat
{
    private const int Decimal = 5, Time = 7, Timestamp = 8, Integer = 10;

    public static (LogicalType Logical, int? Scale, int? Precision) Read(ref CompactReader reader, CompactType unionType)
    {
        CompactReader.ExpectStruct(unionType);
        (LogicalType, int?, int?) meaning = (LogicalType.None, null, null);
        for (var field = 0; reader.NextField(ref field, out var type);)
            meaning = ReadMember(ref reader, field, type);
        return meaning;
    }

    public static void Write(CompactWriter writer, ref int last, int field, SchemaNode node)
    {
        if (MemberOf(node.Logical) is not { } member)
            return;
        writer.Struct(ref last, field);
        var union = 0;
        writer.Struct(ref union, member);
        var inner = 0;
        if (member == Decimal)
        {
            writer.Int32(ref inner, 1, node.DecimalScale ?? 0);
            writer.Int32(ref inner, 2, node.DecimalPrecision ?? 0);
        }
        else if (member is Time or Timestamp)
        {
            writer.Boolean(ref inner, 1, !LogicalTypes.IsLocal(node.Logical));
            writer.Struct(ref inner, 2);
            var unit = 0;
            writer.EmptyStruct(ref unit, LogicalTypes.Unit(node.Logical));
            writer.End();
        }
        else if (member == Integer)
        {
            var (bits, isSigned) = LogicalTypes.Width(node.Logical);
            writer.Int8(ref inner, 1, (sbyte)bits);
            writer.Boolean(ref inner, 2, isSigned);
        }
        writer.End();
        writer.End();
    }

    private static int? MemberOf(LogicalType logical) => logical switch
    {
        LogicalType.String => 1,
        LogicalType.Map => 2,
        LogicalType.List => 3,
        LogicalType.Enum => 4,
        LogicalType.Decimal => Decimal,
        LogicalType.Date => 6,
        >= LogicalType.TimeMillis and <= LogicalType.TimeNanos => Time,
        >= LogicalType.TimestampMicros and <= LogicalType.LocalTimestampNanos => Timestamp,
        >= LogicalType.Int8 and <= LogicalType.UInt64 => Integer,
        LogicalType.Null => 11,
        LogicalType.Json => 12,
        LogicalType.Bson => 13,
        LogicalType.Uuid => 14,
        LogicalType.Float16 => 15,
        _ => null,
    };

    private static (LogicalType, int?, int?) ReadMember(ref CompactReader reader, int union, CompactType structType)
    {
        CompactReader.ExpectStruct(structType);
        var flag = true;
        var number = 0;
        int? scale = null, precision = null;
        // Decimal, time, time stamp and integer have fields of their own; those of the others are of no concern here.
        for (var field = 0; reader.NextField(ref field, out var type);)
            switch (union, field)
            {
                case (Decimal, 1): scale = reader.ReadInt32(type); break;
                case (Decimal, 2): precision = reader.ReadInt32(type); break;
                case (Time or Timestamp, 1): flag = CompactReader.ReadBoolean(type); break;
                case (Time or Timestamp, 2): number = ReadUnit(ref reader, type); break;
                case (Integer, 1): number = reader.ReadInt32(type); break;
                case (Integer, 2): flag = CompactReader.ReadBoolean(type); break;
                default: reader.Skip(type); break;
            }
        return (LogicalOf(union, number, flag), scale, precision);
    }

    private static LogicalType LogicalOf(int union, int number, bool flag) => union switch
    {
        1 => LogicalType.String,
        2 => LogicalType.Map,
        3 => LogicalType.List,
        4 => LogicalType.Enum,
        Decimal => LogicalType.Decimal,
        6 => LogicalType.Date,
        Time => LogicalTypes.Time(number),
        Timestamp => LogicalTypes.Timestamp(number, flag),
        Integer => LogicalTypes.Integer(number, flag),
        11 => LogicalType.Null,
        12 => LogicalType.Json,
        13 => LogicalType.Bson,
        14 => LogicalType.Uuid,
        15 => LogicalType.Float16,
        _ => LogicalType.Unknown,
    };

    private static int ReadUnit(ref CompactReader reader, CompactType unionType)
    {
        CompactReader.ExpectStruct(unionType);
        var unit = 0;
        for (var field = 0; reader.NextField(ref field, out var type);)
        {
            unit = field;
            reader.Skip(type);
        }
        return unit;
    }
}
