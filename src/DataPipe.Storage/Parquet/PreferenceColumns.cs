using DataPipe.Core.Records;
using DataPipe.Parquet.Schema;

namespace DataPipe.Storage.Parquet;

internal sealed class PreferenceColumns : IRecordColumns<Preference>
{
    public IReadOnlyList<SchemaNode> Columns { get; } =
    [
        SchemaNode.String("id"), RecordColumns.Messages("prompt"), RecordColumns.Messages("chosen"), RecordColumns.Messages("rejected"),
        SchemaNode.Double("chosen_score"), SchemaNode.Double("rejected_score"),
        SchemaNode.List("verdicts", false, SchemaNode.Struct("element", false,
            SchemaNode.String("judge"), SchemaNode.Boolean("swapped"), SchemaNode.String("winner"), SchemaNode.String("rationale"))),
        RecordColumns.Provenance(), SchemaNode.Int64("tokens"),
    ];

    public void Write(Preference record, RowSink row)
    {
        row.Text(record.Id);
        row.Messages(record.Prompt);
        row.Messages(record.Chosen);
        row.Messages(record.Rejected);
        row.Number(record.ChosenScore);
        row.Number(record.RejectedScore);
        row.Verdicts(record.Verdicts);
        RecordColumns.WriteProvenance(record.Provenance, row);
        row.Integer(record.Tokens);
    }

    public Preference Read(RowSource row)
    {
        var (id, prompt, chosen, rejected) = (row.Text(), row.Messages(), row.Messages(), row.Messages());
        var (chosenScore, rejectedScore, verdicts) = (row.Number(), row.Number(), row.Verdicts());
        return new Preference(id, prompt, chosen, rejected, verdicts, RecordColumns.ReadProvenance(row))
        {
            ChosenScore = chosenScore,
            RejectedScore = rejectedScore,
            Tokens = row.Integer(),
        };
    }
}
