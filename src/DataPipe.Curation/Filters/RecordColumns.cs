using DataPipe.Core.Records;

namespace DataPipe.Curation.Filters;

/// <summary>The properties of each record type that a condition can look at. Tokens are as last counted: when the stage read the record.</summary>
internal static class RecordColumns
{
    internal static IReadOnlyList<RecordColumn<Document>> OfDocuments { get; } =
    [
        .. OfAll<Document>(),
        new("source", NoteType.Text, d => NoteValue.Of(d.Source)),
        new("url", NoteType.Text, d => NoteValue.Of(d.Url)),
        new("language", NoteType.Text, d => NoteValue.Of(d.Language)),
        new("title", NoteType.Text, d => NoteValue.Of(d.Title)),
        new("media_type", NoteType.Text, d => NoteValue.Of(d.MediaType)),
    ];

    internal static IReadOnlyList<RecordColumn<Sample>> OfSamples { get; } =
    [
        .. OfAll<Sample>(),
        new("messages", NoteType.Integer, s => NoteValue.Of((long)s.Messages.Count)),
        new("task", NoteType.Text, s => NoteValue.Of(s.Task.Name)),
        new("is_classification", NoteType.Boolean, s => NoteValue.Of(s.Task.IsClassification)),
        new("round", NoteType.Integer, s => NoteValue.Of((long)s.Task.Round)),
        new("generator", NoteType.Text, s => NoteValue.Of(s.Provenance.Generator)),
        new("teacher", NoteType.Text, s => NoteValue.Of(s.Provenance.Teacher)),
        new("model", NoteType.Text, s => NoteValue.Of(s.Provenance.Model)),
        new("simulated", NoteType.Boolean, s => NoteValue.Of(s.Provenance.Simulated)),
        new("use", NoteType.Text, s => NoteValue.Of(s.Provenance.Use)),
        new("cost", NoteType.Number, s => CostOf(s.Provenance)),
    ];

    internal static IReadOnlyList<RecordColumn<Preference>> OfPreferences { get; } =
    [
        .. OfAll<Preference>(),
        new("chosen_score", NoteType.Number, p => NoteValue.Of(p.ChosenScore)),
        new("rejected_score", NoteType.Number, p => NoteValue.Of(p.RejectedScore)),
        new("generator", NoteType.Text, p => NoteValue.Of(p.Provenance.Generator)),
        new("teacher", NoteType.Text, p => NoteValue.Of(p.Provenance.Teacher)),
        new("model", NoteType.Text, p => NoteValue.Of(p.Provenance.Model)),
        new("simulated", NoteType.Boolean, p => NoteValue.Of(p.Provenance.Simulated)),
        new("use", NoteType.Text, p => NoteValue.Of(p.Provenance.Use)),
        new("cost", NoteType.Number, p => CostOf(p.Provenance)),
    ];

    private static NoteValue CostOf(Provenance provenance) => provenance.Cost is { } cost ? NoteValue.Of((double)cost) : NoteValue.Absent;

    private static RecordColumn<T>[] OfAll<T>() where T : class, IRecord<T> =>
    [
        new("id", NoteType.Text, r => NoteValue.Of(r.Id)),
        new("tokens", NoteType.Integer, r => NoteValue.Of(r.Tokens)),
        new("bytes", NoteType.Integer, r => NoteValue.Of(r.SizeBytes)),
    ];
}
