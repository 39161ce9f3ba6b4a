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
                case 10: element.ReadLogical(ref reader, type); break;
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
        if (node.Logical == LogicalType.Decimal)
        {
            writer.Int32(ref last, 7, node.DecimalScale ?? 0);
            writer.Int32(ref last, 8, node.DecimalPrecision ?? 0);
        }
        LogicalTypeFormat.Write(writer, ref last, 10, node);
        writer.End();
    }

    private void ReadLogical(ref CompactReader reader, CompactType type)
    {
        var meaning = LogicalTypeFormat.Read(ref reader, type);
        Logical = meaning.Logical;
        // Stated twice, here and in fields of the element's own: those of the element go first where both are there.
        Scale ??= meaning.Scale;
        Precision ??= meaning.Precision;
    }

    private static PhysicalType Checked(PhysicalType physical) => Enum.IsDefined(physical)
        ? physical : throw new InvalidDataException($"unknown physical type {(int)physical}");

    private static Repetition Checked(Repetition repetition) => Enum.IsDefined(repetition)
        ? repetition : throw new InvalidDataException($"unknown repetition {(int)repetition}");
}
