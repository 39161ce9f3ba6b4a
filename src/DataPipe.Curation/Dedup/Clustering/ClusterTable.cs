using DataPipe.Core.Datasets;
using DataPipe.Core.Stages;
using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Writing;

namespace DataPipe.Curation.Dedup.Clustering;

/// <summary>The documents of clusters as a Parquet file beside the dataset: id, cluster (the id that stays), size, kept, similarity to the one that stays. A shard without any gives no file.</summary>
internal sealed class ClusterTable(ITaskContext context) : IAsyncDisposable
{
    /// <summary>Folder below the stage's.</summary>
    internal const string Folder = "clusters";

    private static readonly ParquetSchema Schema = new(
    [
        SchemaNode.String("id"), SchemaNode.String("cluster"), SchemaNode.Int64("size"), SchemaNode.Boolean("kept"), SchemaNode.Double("similarity", optional: true),
    ]);

    private IStoreWriter? _file;
    private ParquetWriter? _writer;

    /// <summary>Appends a document.</summary>
    internal async ValueTask AddAsync(string id, string cluster, uint size, Likeness likeness, CancellationToken cancellation)
    {
        _file ??= await context.CreateExtraFileAsync(Folder, cancellation);
        _writer ??= new ParquetWriter(_file.Stream, Schema, new ParquetWriterOptions { Codec = CodecKind.Snappy, RowGroupBytes = 8L << 20 });
        _writer.Column(0).Append(id);
        _writer.Column(1).Append(cluster);
        _writer.Column(2).Append((long)size);
        _writer.Column(3).Append(likeness.Kind == DuplicateKind.Kept);
        if (float.IsNaN(likeness.Similarity)) _writer.Column(4).AppendNull(definition: 0, repetition: 0);
        else _writer.Column(4).Append(Math.Round(likeness.Similarity, 3));
        _writer.EndRow();
        await _writer.FlushIfFullAsync(cancellation);
    }

    /// <summary>Publishes the file.</summary>
    internal async ValueTask CommitAsync(CancellationToken cancellation)
    {
        if (_writer is null || _file is null) return;
        await _writer.FinishAsync(cancellation);
        await context.CommitExtraAsync(_file, Folder, ".parquet", cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_writer is not null) await _writer.DisposeAsync();
        if (_file is not null) await _file.DisposeAsync();
    }
}
