using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Storage;

namespace DataPipe.Cli.Querying;

/// <summary>Quantiles of a numeric column of documents, by the values of another: what buckets and thresholds are made of. Holds eight bytes a document.</summary>
/// <param name="Group">Value of the other column; empty where there is none.</param>
/// <param name="Count">Documents with a value.</param>
/// <param name="Values">The quantiles, in the order they were asked for.</param>
internal sealed record ColumnQuantiles(string Group, long Count, IReadOnlyList<double> Values)
{
    /// <summary>Reads a dataset of documents.</summary>
    /// <param name="view">The dataset.</param>
    /// <param name="column">A column of numbers, or tokens.</param>
    /// <param name="by">A column of texts, language or source; null for all together.</param>
    /// <param name="at">Shares, 0..1. A quantile is the smallest value that at least such a share of the values does not exceed.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="FaultException">DP1271: there is no such column, or it holds something else.</exception>
    public static async Task<IReadOnlyList<ColumnQuantiles>> OfAsync(DatasetView view, string column, string? by, IReadOnlyList<double> at, CancellationToken cancellation)
    {
        if (view.Schema.Type != RecordType.Document) throw new FaultException("DP1271", "quantiles are those of documents, and the dataset holds others", null);
        var number = Number(view, column);
        var group = by is null ? _ => "" : Text(view, by);
        Dictionary<string, List<double>> values = new(StringComparer.Ordinal);
        foreach (var key in view.Keys)
            await foreach (var batch in new RecordFormats().ReadAsync<Document>(view.Store, key, view.Schema, cancellation))
                for (var i = 0; i < batch.Count; i++)
                    if (number(batch[i]) is { } value && !double.IsNaN(value))
                    {
                        var name = group(batch[i]);
                        if (!values.TryGetValue(name, out var some)) values[name] = some = [];
                        some.Add(value);
                    }

        return [.. values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => Of(v.Key, v.Value, at))];
    }

    private static ColumnQuantiles Of(string group, List<double> values, IReadOnlyList<double> at)
    {
        values.Sort();
        return new(group, values.Count, [.. at.Select(share => values[Math.Clamp((int)Math.Ceiling(share * values.Count) - 1, 0, values.Count - 1)])]);
    }

    private static Func<Document, double?> Number(DatasetView view, string column)
    {
        if (column == "tokens") return d => d.Tokens;
        var note = view.Schema.IndexOf(column);
        if (note >= 0 && view.Schema.Notes[note].Type == NoteType.Number) return d => d.Notes[note].HasValue ? d.Notes[note].Number : null;
        if (note >= 0 && view.Schema.Notes[note].Type == NoteType.Integer) return d => d.Notes[note].HasValue ? d.Notes[note].Integer : null;
        throw Wrong(column, "numbers", ["tokens", .. view.Schema.Notes.Where(n => n.Type is NoteType.Number or NoteType.Integer).Select(n => n.Name)]);
    }

    private static Func<Document, string> Text(DatasetView view, string column)
    {
        if (column == "language") return d => d.Language ?? "";
        if (column == "source") return d => d.Source;
        var note = view.Schema.IndexOf(column);
        if (note >= 0 && view.Schema.Notes[note].Type == NoteType.Text) return d => d.Notes[note].Text ?? "";
        throw Wrong(column, "texts", ["language", "source", .. view.Schema.Notes.Where(n => n.Type == NoteType.Text).Select(n => n.Name)]);
    }

    private static FaultException Wrong(string column, string what, IReadOnlyList<string> known) =>
        new("DP1271", $"there is no column '{column}' of {what}{NearestName.Hint(column, known)}; there are {string.Join(", ", known)}", null);
}
