using System.Runtime.CompilerServices;
using System.Text.Json;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Storage.Local;

namespace DataPipe.Cli.Querying;

/// <summary>Parquet files of one schema in a folder that is no dataset, such as the table of clusters beside one, looked at as one.</summary>
/// <param name="Name">The folder as it was named.</param>
/// <param name="Files">Names of its files, in order.</param>
internal sealed record ParquetFolder(string Name, IReadOnlyList<StoredFile> Files)
{
    private readonly LocalStore _store = new(Name);

    /// <summary>The folder, or null when it holds no Parquet file.</summary>
    public static ParquetFolder? Find(string folder)
    {
        if (!Directory.Exists(folder)) return null;
        var files = new LocalStore(folder).List("").Where(f => f.Key.EndsWith(".parquet", StringComparison.Ordinal) && !f.Key.Contains('/', StringComparison.Ordinal)).ToArray();
        return files.Length == 0 ? null : new ParquetFolder(folder, files);
    }

    /// <summary>Rows of all files, by their footers.</summary>
    public async Task<long> CountAsync(CancellationToken cancellation)
    {
        var rows = 0L;
        foreach (var file in Files)
        {
            await using var reader = await ParquetFile.OpenAsync(_store.Locate(file.Key), cancellation);
            rows += reader.Rows;
        }

        return rows;
    }

    /// <summary>Types of the columns of its first file.</summary>
    public async Task<IReadOnlyDictionary<string, ColumnType>> ColumnTypesAsync(CancellationToken cancellation)
    {
        await using var reader = await ParquetFile.OpenAsync(_store.Locate(Files[0].Key), cancellation);
        return ParquetFile.ColumnTypes(reader.Schema);
    }

    /// <summary>What the footers say of each column.</summary>
    public Task<IReadOnlyList<ColumnSummary>> ColumnsAsync(CancellationToken cancellation) => ColumnSummary.OfAsync(_store, [.. Files.Select(f => f.Key)], cancellation);

    /// <summary>The rows of one file after the other.</summary>
    /// <exception cref="FaultException">DP3007: a file is damaged.</exception>
    public async IAsyncEnumerable<JsonElement> RowsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var file in Files)
        {
            await using var reader = await ParquetFile.OpenAsync(_store.Locate(file.Key), cancellation);
            await foreach (var row in ParquetFile.RowsAsync(reader, cancellation)) yield return row;
        }
    }
}
