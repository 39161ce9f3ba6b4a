using System.Runtime.CompilerServices;
using System.Text.Json;
using DataPipe.Core.Faults;
using DataPipe.Execution.Runs;

namespace DataPipe.Cli.Querying;

/// <summary>Texts of what a person points at: a dataset, Parquet files, JSON Lines, or a text file of one text a line.</summary>
internal static class TextRows
{
    /// <summary>The texts, in the order they lie; records without one are left out.</summary>
    /// <param name="path">A folder or file.</param>
    /// <param name="field">Where records have their text.</param>
    /// <param name="cancellation">Ends it between two records.</param>
    /// <exception cref="FaultException">There is nothing of the kind, or no record has the field.</exception>
    public static async IAsyncEnumerable<string> ReadAsync(string path, string field, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (path.EndsWith(".txt", StringComparison.Ordinal) && File.Exists(path))
        {
            await foreach (var line in File.ReadLinesAsync(path, cancellation)) yield return line;
            yield break;
        }

        var found = false;
        await foreach (var row in await RowsAsync(path, cancellation))
        {
            if (row.ValueKind != JsonValueKind.Object || !row.TryGetProperty(field, out var text) || text.ValueKind != JsonValueKind.String) continue;
            found = true;
            yield return text.GetString()!;
        }

        if (!found) throw new FaultException("DP1242", $"no record of '{path}' has a text in '{field}'", null);
    }

    private static async Task<IAsyncEnumerable<JsonElement>> RowsAsync(string path, CancellationToken cancellation)
    {
        if (File.Exists(path)) return path.EndsWith(".parquet", StringComparison.Ordinal) ? FileAsync(path, cancellation) : LinesAsync(path, cancellation);
        if (!File.Exists(Path.Combine(path, StageFolder.DatasetReceiptName)) && ParquetFolder.Find(path) is { } folder) return folder.RowsAsync(cancellation);
        var view = await DatasetView.OpenAsync(path, rejects: false, cancellation);
        return RecordRows.ReadAsync(view.Store, view.Keys, view.Schema, cancellation);
    }

    private static async IAsyncEnumerable<JsonElement> FileAsync(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var file = await ParquetFile.OpenAsync(path, cancellation);
        await foreach (var row in ParquetFile.RowsAsync(file, cancellation)) yield return row;
    }

    private static async IAsyncEnumerable<JsonElement> LinesAsync(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(path, cancellation))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            JsonElement row;
            try
            {
                row = JsonElement.Parse(line);
            }
            catch (JsonException malformed)
            {
                throw new FaultException("DP1242", $"line {number} of '{path}' is no JSON: name a dataset, .parquet, .jsonl or .txt", malformed);
            }

            yield return row;
        }
    }
}
