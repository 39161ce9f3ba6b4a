using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Writing;

namespace DataPipe.Parquet.Benchmarks;

/// <summary>Documents written to Parquet and their texts read back.</summary>
internal static class DocumentFile
{
    public static ParquetSchema Schema { get; } = new(
    [
        SchemaNode.String("id"), SchemaNode.String("url"), SchemaNode.String("text"), SchemaNode.String("language", optional: true),
        SchemaNode.Double("language_score", optional: true), SchemaNode.TimestampMicros("fetched"), SchemaNode.Int64("tokens"),
        SchemaNode.Int32("words"), SchemaNode.String("source"), SchemaNode.String("title", optional: true),
        SchemaNode.TimestampMicros("published", optional: true),
    ]);

    public static async Task WriteAsync(Stream file, CodecKind kind, IReadOnlyList<byte[]> documents, DocumentRow[] rows)
    {
        await using var writer = new ParquetWriter(file, Schema, new ParquetWriterOptions { Codec = kind });
        for (var i = 0; i < documents.Count; i++)
        {
            Append(writer, documents[i], rows[i]);
            await writer.FlushIfFullAsync(CancellationToken.None);
        }
        await writer.FinishAsync(CancellationToken.None);
    }

    public static void Append(ParquetWriter writer, byte[] document, in DocumentRow row)
    {
        writer.Column(0).Append(row.Id.AsSpan());
        writer.Column(1).Append(row.Url.AsSpan());
        writer.Column(2).Append(document.AsSpan());
        writer.Column(3).Append(row.Language);
        writer.Column(4).Append(row.LanguageScore);
        writer.Column(5).Append(row.FetchedMicros);
        writer.Column(6).Append(row.Tokens);
        writer.Column(7).Append(row.Words);
        writer.Column(8).Append(DocumentRow.Source);
        writer.Column(9).Append(row.Title.AsSpan());
        if (row.PublishedMicros is { } published)
            writer.Column(10).Append(published);
        else
            writer.Column(10).AppendNull(definition: 0, repetition: 0);
        writer.EndRow();
    }

    /// <summary>Looks at every text where it lies, page by page; bytes of all.</summary>
    public static async Task<long> ReadPagesAsync(ParquetReader reader)
    {
        var text = reader.Schema.FindLeaf("text")!.Index;
        long bytes = 0;
        for (var group = 0; group < reader.RowGroups.Count; group++)
            await foreach (var page in reader.ReadPagesAsync(group, text, CancellationToken.None))
            {
                for (var i = 0; i < page.ValueCount; i++)
                    bytes += page.Bytes(i).Length;
                page.Dispose();
            }
        return bytes;
    }

    /// <summary>The same by whole chunks of a row group.</summary>
    public static async Task<long> ReadChunksAsync(ParquetReader reader)
    {
        var text = reader.Schema.FindLeaf("text")!.Index;
        long bytes = 0;
        for (var group = 0; group < reader.RowGroups.Count; group++)
        {
            using var chunk = await reader.ReadAsync(group, text, CancellationToken.None);
            for (var i = 0; i < chunk.ValueCount; i++)
                bytes += chunk.Bytes(i).Length;
        }
        return bytes;
    }

    /// <summary>The bytes of all values, column by column in blocks of about 1 MiB: what a codec has to compress at least.</summary>
    public static List<byte[]> Blocks(IReadOnlyList<byte[]> documents, DocumentRow[] rows)
    {
        var blocks = new List<byte[]>();
        var block = new MemoryStream();
        foreach (var document in documents)
            Add(document);
        End();
        foreach (var row in rows)
            Add(row.Id);
        End();
        foreach (var row in rows)
            Add(row.Url);
        End();
        foreach (var row in rows)
            Add(row.Title);
        End();
        foreach (var row in rows)
        {
            Add(BitConverter.GetBytes(row.LanguageScore));
            Add(BitConverter.GetBytes(row.FetchedMicros));
            Add(BitConverter.GetBytes(row.Tokens));
            Add(BitConverter.GetBytes(row.Words));
            Add(BitConverter.GetBytes(row.PublishedMicros ?? 0));
        }
        End();
        return blocks;

        void Add(ReadOnlySpan<byte> value)
        {
            block.Write(value);
            if (block.Length >= 1 << 20)
                End();
        }

        void End()
        {
            if (block.Length > 0)
                blocks.Add(block.ToArray());
            block.SetLength(0);
        }
    }
}
