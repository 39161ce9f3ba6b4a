using DataPipe.Core.Records;
using DataPipe.Parquet.Schema;

namespace DataPipe.Storage.Parquet;

internal sealed class SampleColumns : IRecordColumns<Sample>
{
    public IReadOnlyList<SchemaNode> Columns { get; } =
    [
        SchemaNode.String("id"), RecordColumns.Messages("messages"),
        SchemaNode.Struct("task", false, SchemaNode.String("name"), SchemaNode.String("instruction"), SchemaNode.String("input"),
            SchemaNode.Boolean("is_classification"), SchemaNode.Int32("round")),
        RecordColumns.Provenance(), SchemaNode.String("ground_truth", optional: true),
        SchemaNode.List("citations", true, SchemaNode.Struct("element", false,
            SchemaNode.String("document"), SchemaNode.Int32("start"), SchemaNode.Int32("end"), SchemaNode.String("text"))),
        SchemaNode.Int64("tokens"),
    ];

    public void Write(Sample record, RowSink row)
    {
        row.Text(record.Id);
        row.Messages(record.Messages);
        row.Text(record.Task.Name);
        row.Text(record.Task.Instruction);
        row.Text(record.Task.Input);
        row.Flag(record.Task.IsClassification);
        row.Small(record.Task.Round);
        RecordColumns.WriteProvenance(record.Provenance, row);
        row.OptionalText(record.GroundTruth);
        row.Citations(record.Citations);
        row.Integer(record.Tokens);
    }

    public Sample Read(RowSource row) =>
        new(row.Text(), row.Messages(), new TaskLabel(row.Text(), row.Text(), row.Text(), row.Flag(), row.Small()), RecordColumns.ReadProvenance(row))
        {
            GroundTruth = row.OptionalText(),
            Citations = row.Citations(),
            Tokens = row.Integer(),
        };
}
