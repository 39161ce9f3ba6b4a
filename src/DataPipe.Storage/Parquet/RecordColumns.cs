using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Parquet.Schema;

namespace DataPipe.Storage.Parquet;

/// <summary>Table of contents: record type to columns.</summary>
internal static class RecordColumns
{
    // The most that 64 bits hold: up to 999,999,999 of any currency, in billionths.
    private const int CostDigits = 18;

    private static readonly DocumentColumns Documents = new();
    private static readonly SampleColumns Samples = new();
    private static readonly PreferenceColumns Preferences = new();

    public static IRecordColumns<T> Of<T>() where T : class, IRecord<T> => T.Type switch
    {
        RecordType.Document => (IRecordColumns<T>)(object)Documents,
        RecordType.Sample => (IRecordColumns<T>)(object)Samples,
        _ => (IRecordColumns<T>)(object)Preferences,
    };

    /// <summary>The whole Parquet schema of a dataset.</summary>
    public static ParquetSchema Schema<T>(DatasetSchema schema) where T : class, IRecord<T> =>
        new([.. Of<T>().Columns, .. schema.Notes.Select(Note)]);

    public static SchemaNode Messages(string name) =>
        SchemaNode.List(name, false, SchemaNode.Struct("element", false, SchemaNode.String("role"), SchemaNode.String("content"), SchemaNode.String("reasoning", optional: true)));

    public static SchemaNode Provenance() => SchemaNode.Struct("provenance", false,
        SchemaNode.String("generator"), SchemaNode.String("teacher", optional: true), SchemaNode.Boolean("simulated"),
        SchemaNode.String("prompt", optional: true), SchemaNode.List("parents", false, SchemaNode.String("element")),
        SchemaNode.String("model", optional: true), SchemaNode.List("requests", true, SchemaNode.String("element")),
        SchemaNode.Decimal("cost", CostDigits, Core.Records.Provenance.CostDecimals, optional: true), SchemaNode.String("currency", optional: true), SchemaNode.String("use", optional: true));

    public static void WriteProvenance(Provenance provenance, RowSink row)
    {
        row.Text(provenance.Generator);
        row.OptionalText(provenance.Teacher);
        row.Flag(provenance.Simulated);
        row.OptionalText(provenance.Prompt);
        row.Texts(provenance.Parents);
        row.OptionalText(provenance.Model);
        row.OptionalTexts(provenance.Requests);
        row.OptionalCost(provenance.Cost);
        row.OptionalText(provenance.Currency);
        row.OptionalText(provenance.Use);
    }

    public static Provenance ReadProvenance(RowSource row) => new(row.Text(), row.OptionalText(), row.Flag(), row.OptionalText(), row.Texts())
    {
        Model = row.OptionalText(), Requests = row.Texts(), Cost = row.OptionalCost(), Currency = row.OptionalText(), Use = row.OptionalText(),
    };

    private static SchemaNode Note(NoteColumn note) => note.Type switch
    {
        NoteType.Integer => SchemaNode.Int64(note.Name, optional: true),
        NoteType.Number => SchemaNode.Double(note.Name, optional: true),
        NoteType.Boolean => SchemaNode.Boolean(note.Name, optional: true),
        NoteType.Vector => SchemaNode.List(note.Name, true, SchemaNode.Float("element")),
        _ => SchemaNode.String(note.Name, optional: true),
    };
}
