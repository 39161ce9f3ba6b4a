using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;

namespace DataPipe.Cli.Querying;

/// <summary>The stored signals of a dataset's records, kept and dropped; of Parquet shards no other column is read.</summary>
internal static class SignalRows
{
    /// <summary>Every record of the dataset and of its rejects as an object with id, tokens, its signals and verdicts, and who dropped it.</summary>
    public static async IAsyncEnumerable<JsonElement> ReadAsync(DatasetView kept, DatasetView rejects, IReadOnlyList<string> columns, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in ReadAsync(kept, ["id", "tokens", .. columns], cancellation)) yield return row;
        await foreach (var row in ReadAsync(rejects, ["id", "tokens", .. columns, .. Rejects.Columns.Take(2).Select(c => c.Name)], cancellation)) yield return row;
    }

    /// <summary>A signal of a row as a number; NaN when it is absent.</summary>
    public static double Number(JsonElement row, NoteColumn column) => !row.TryGetProperty(column.Name, out var value) ? double.NaN : value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.String => double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN,
        _ => double.NaN,
    };

    /// <summary>A text of a row; null when it is absent.</summary>
    public static string? Text(JsonElement row, string column) => row.TryGetProperty(column, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static async IAsyncEnumerable<JsonElement> ReadAsync(DatasetView view, IReadOnlyList<string> columns, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var key in view.Keys)
            if (key.EndsWith(".parquet", StringComparison.Ordinal))
            {
                await using var reader = await ParquetFile.OpenAsync(view.Store.Locate(key), cancellation);
                await foreach (var row in ParquetFile.RowsAsync(reader, columns, cancellation)) yield return row;
            }
            else await foreach (var row in RecordRows.ReadAsync(view.Store, [key], view.Schema, cancellation)) yield return row;
    }
}
