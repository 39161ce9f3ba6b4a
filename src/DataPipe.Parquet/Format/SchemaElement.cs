using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Thrift;

namespace DataPipe.Parquet.Format;

/// <summary>One field of the schema as the footer lists it: without its children, with their number.</summary>
internal sealed class SchemaElement
{
    public string Name { get; private set; } = "";

    public int ChildCount { get; private set; }

    public Repetition Repetition { get; private set; } = Repetition.Required;

    public PhysicalType? Physical { get; private set; }

    public LogicalType Logical { get; private set; }

    private int? FixedBytes { get; set; }

    private int? Scale { get; set; }

    private int? Precision { get; set; }

    public static SchemaElement Read(ref CompactReader reader)
    {
        var element = new SchemaElement();
        var converted = LogicalType.None;
        for (var field = 0; reader.NextField(ref field, out var type);)
            switch (field)
            {
                case 1: element.Physical = Checked((PhysicalType)reader.ReadInt32(type)); break;
                case 2: element.FixedBytes = reader.ReadInt32(type); break;
                case 3: element.Repetition = Checked((Repetition)reader.ReadInt32(type)); break;
                case 4: element.Name = reader.ReadString(type); break;
                case 5: element.ChildCount = reader.ReadInt32(type); break;
                case 6: converted = LogicalTypes.FromConverted(reader.ReadInt32(type)); break;
                case 7: element.Scale = reader.ReadInt32(type); break;
                case 8: element.Precision = reader.ReadInt32(type); break;
                case 10: element.Logical = ReadLogical(ref reader, type); break;
                default: reader.Skip(type); break;
            }
        if (element.Logical is LogicalType.None or LogicalType.Unknown && converted != LogicalType.None)
            element.Logical = converted;
        if (element.ChildCount < 0 || (element.ChildCount > 0 && element.Physical is not null))
            throw new InvalidDataException($"schema field '{element.Name}' is neither leaf nor group");
        return element;
    }

    public SchemaNode ToNode(IReadOnlyList<SchemaNode> children)
    {
        if (Physical != PhysicalType.FixedLenByteArray)
            FixedBytes = null;
        else if (FixedBytes is null or < 0)
            throw new InvalidDataException($"schema field '{Name}' has no valid length");
        return new SchemaNode(Name, Repetition, Physical, Logical, children)
        {
            FixedBytes = FixedBytes,
            DecimalScale = Logical == LogicalType.Decimal ? Scale ?? 0 : null,
            DecimalPrecision = Logical == LogicalType.Decimal ? Precision : null,
        };
    }

    public static void WriteRoot(CompactWriter writer, int childCount)
    {
        var last = 0;
        writer.Text(ref last, 4, "schema");
        writer.Int32(ref last, 5, childCount);
        writer.End();
    }

    public static void Write(CompactWriter writer, SchemaNode node)
    {
        var last = 0;
        if (node.Physical is { } physical)
            writer.Int32(ref last, 1, (int)physical);
        if (node.FixedBytes is { } fixedBytes)
            writer.Int32(ref last, 2, fixedBytes);
        writer.Int32(ref last, 3, (int)node.Repetition);
        writer.Text(ref last, 4, node.Name);
        if (node.IsGroup)
            writer.Int32(ref last, 5, node.Children.Count);
        if (LogicalTypes.ToConverted(node.Logical) is { } converted)
            writer.Int32(ref last, 6, converted);
        WriteLogical(writer, ref last, node.Logical);
        writer.End();
    }

    private static void WriteLogical(CompactWriter writer, ref int last, LogicalType logical)
    {
        int? union = logical switch
        {
            LogicalType.String => 1,
            LogicalType.Map => 2,
            LogicalType.List => 3,
            LogicalType.Enum => 4,
            LogicalType.Date => 6,
            LogicalType.TimestampMicros or LogicalType.TimestampMillis => 8,
            LogicalType.Json => 12,
            LogicalType.Bson => 13,
            _ => null,
        };
        if (union is not { } number)
            return;
        writer.Struct(ref last, 10);
        var inner = 0;
        if (number != 8)
        {
            writer.EmptyStruct(ref inner, number);
            writer.End();
            return;
        }
        writer.Struct(ref inner, number);
        var stamp = 0;
        writer.Boolean(ref stamp, 1, true);
        writer.Struct(ref stamp, 2);
        var unit = 0;
        writer.EmptyStruct(ref unit, logical == LogicalType.TimestampMillis ? 1 : 2);
        writer.End();
        writer.End();
        writer.End();
    }

    private static LogicalType ReadLogical(ref CompactReader reader, CompactType unionType)
    {
        CompactReader.ExpectStruct(unionType);
        var logical = LogicalType.None;
        for (var field = 0; reader.NextField(ref field, out var type);)
            logical = ReadLogicalField(ref reader, field, type);
        return logical;
    }

    private static LogicalType ReadLogicalField(ref CompactReader reader, int union, CompactType structType)
    {
        CompactReader.ExpectStruct(structType);
        var flag = true;
        var number = 0;
        // Decimal, time, time stamp and integer have fields of their own; those of the others are of no concern here.
        for (var field = 0; reader.NextField(ref field, out var type);)
            switch (union, field)
            {
                case (7 or 8, 1): flag = CompactReader.ReadBoolean(type); break;
                case (7 or 8, 2): number = ReadUnit(ref reader, type); break;
                case (10, 1): number = reader.ReadInt32(type); break;
                case (10, 2): flag = CompactReader.ReadBoolean(type); break;
                default: reader.Skip(type); break;
            }
        return union switch
        {
            1 => LogicalType.String,
            2 => LogicalType.Map,
            3 => LogicalType.List,
            4 => LogicalType.Enum,
            5 => LogicalType.Decimal,
            6 => LogicalType.Date,
            7 => LogicalTypes.Time(number),
            8 => LogicalTypes.Timestamp(number, flag),
            10 => LogicalTypes.Integer(number, flag),
            11 => LogicalType.Null,
            12 => LogicalType.Json,
            13 => LogicalType.Bson,
            14 => LogicalType.Uuid,
            15 => LogicalType.Float16,
            _ => LogicalType.Unknown,
        };
    }

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

    private static PhysicalType Checked(PhysicalType physical) => Enum.IsDefined(physical)
        ? physical : throw new InvalidDataException($"unknown physical type {(int)physical}");

    private static Repetition Checked(Repetition repetition) => Enum.IsDefined(repetition)
        ? repetition : throw new InvalidDataException($"unknown repetition {(int)repetition}");
}
