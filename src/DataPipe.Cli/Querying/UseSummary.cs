using System.Globalization;
using System.Text.Json.Nodes;
using DataPipe.Core.Records;
using DataPipe.Parquet.Mapping;
using DataPipe.Parquet.Reading;
using DataPipe.Storage;
using DataPipe.Teachers.Terms;

namespace DataPipe.Cli.Querying;

/// <summary>What all records of a dataset together may be used for, and what they cost.</summary>
internal sealed class UseSummary
{
    // Records that carry no terms, since only people wrote them.
    private const string NoTerms = "none";
    private static readonly string[] Words = ["forbidden", "unclear", "allowed", NoTerms];
    private readonly Dictionary<string, long> _records = [];
    private readonly SortedDictionary<string, decimal> _costs = new(StringComparer.Ordinal);
    private long _unpriced;

    /// <summary>The most restrictive use of all records; null when none carries any terms.</summary>
    public string? Permitted { get; private set; }

    /// <summary>Looks at every record; of Parquet shards only these columns are read. Null for documents, which have no provenance.</summary>
    public static async Task<UseSummary?> OfAsync(DatasetView view, CancellationToken cancellation)
    {
        if (view.Schema.Type == RecordType.Document) return null;
        var summary = new UseSummary();
        foreach (var key in view.Keys)
            if (key.EndsWith(".parquet", StringComparison.Ordinal)) await summary.AddParquetAsync(view, key, cancellation);
            else if (view.Schema.Type == RecordType.Sample) await summary.AddAsync<Sample>(view, key, s => s.Provenance, cancellation);
            else await summary.AddAsync<Preference>(view, key, p => p.Provenance, cancellation);
        return summary;
    }

    /// <summary>In one line.</summary>
    public override string ToString()
    {
        var counts = string.Join(", ", Words.Where(_records.ContainsKey).Select(w => string.Create(CultureInfo.InvariantCulture, $"{(w == NoTerms ? "without a teacher" : w)} {_records[w]:#,0}")));
        var costs = string.Join(" and ", _costs.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Value:#,0.00#######} {c.Key}")));
        if (_unpriced > 0) costs += string.Create(CultureInfo.InvariantCulture, $"{(costs.Length > 0 ? " and " : "")}unknown for {_unpriced:#,0}");
        return $"training use by the terms of its teachers: {Permitted ?? "none apply"}{(counts.Length > 0 ? $" ({counts})" : "")}{(costs.Length > 0 ? $"; cost: {costs}" : "")}";
    }

    /// <summary>The same for programs: amounts as text, which loses no digit.</summary>
    public JsonObject ToJson() => new()
    {
        ["permitted"] = Permitted,
        ["records"] = new JsonObject(Words.Select(w => KeyValuePair.Create(w, (JsonNode?)_records.GetValueOrDefault(w)))),
        ["cost"] = new JsonObject(_costs.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value.ToString(CultureInfo.InvariantCulture)))),
        ["unpriced"] = _unpriced,
    };

    private async Task AddParquetAsync(DatasetView view, string key, CancellationToken cancellation)
    {
        await using var stream = await view.Store.OpenReadAsync(key, cancellation);
        await using var reader = await ParquetReader.OpenAsync(stream, view.Store.Locate(key), cancellation);
        await foreach (var row in new RecordMapping<OriginRow>().ReadAsync(reader, cancellation))
            Add(row.Origin?.Teacher, row.Origin?.Simulated ?? false, row.Origin?.Use, row.Origin?.Cost, row.Origin?.Currency);
    }

    private async Task AddAsync<T>(DatasetView view, string key, Func<T, Provenance> provenance, CancellationToken cancellation) where T : class, IRecord<T>
    {
        await foreach (var batch in new RecordFormats().ReadAsync<T>(view.Store, key, view.Schema, cancellation))
            for (var i = 0; i < batch.Count; i++)
                if (provenance(batch[i]) is var origin) Add(origin.Teacher, origin.Simulated, origin.Use, origin.Cost, origin.Currency);
    }

    private void Add(string? teacher, bool simulated, string? use, decimal? cost, string? currency)
    {
        var known = PermittedUse.OfRecord(use, teacher);
        Permitted = PermittedUse.MostRestrictive(Permitted, known);
        _records[known ?? NoTerms] = _records.GetValueOrDefault(known ?? NoTerms) + 1;
        if (cost is { } amount) _costs[currency ?? ""] = _costs.GetValueOrDefault(currency ?? "") + amount;
        else if (teacher is not null && !simulated) _unpriced++;
    }
}
