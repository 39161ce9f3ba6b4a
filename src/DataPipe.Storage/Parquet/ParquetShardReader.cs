using System.Runtime.CompilerServices;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Schema;

namespace DataPipe.Storage.Parquet;

/// <summary>Reads the records of a Parquet shard, row group by row group.</summary>
internal static class ParquetShardReader
{
    public static async IAsyncEnumerable<Batch<T>> ReadAsync<T>(
        IStore store, string key, DatasetSchema schema, [EnumeratorCancellation] CancellationToken cancellation) where T : class, IRecord<T>
    {
        await using var stream = await store.OpenReadAsync(key, cancellation);
        await using var reader = await Guard(store, key, () => ParquetReader.OpenAsync(stream, store.Locate(key), cancellation));
        var leaves = Match<T>(reader.Schema, schema, store.Locate(key));
        ColumnCursor[] cursors = [.. leaves.Select(_ => new ColumnCursor())];
        var source = new RowSource(cursors);
        var columns = RecordColumns.Of<T>();
        var records = new T[BatchLimits.Records];
        for (var group = 0; group < reader.RowGroups.Count; group++)
        {
            for (var i = 0; i < leaves.Length; i++)
                cursors[i].Begin(leaves[i] is { } leaf ? await Guard(store, key, () => reader.ReadAsync(group, leaf.Index, cancellation)) : null);
            for (long row = 0, rows = reader.RowGroups[group].Rows; row < rows;)
            {
                var (count, bytes) = (0, 0L);
                for (; row < rows && count < BatchLimits.Records && bytes < BatchLimits.Bytes; row++)
                {
                    source.Begin();
                    var record = Decode(columns, source, schema, store.Locate(key), row);
                    records[count++] = record;
                    bytes += record.SizeBytes;
                }

                yield return new Batch<T>(records, count);
            }
        }
    }

    private static T Decode<T>(IRecordColumns<T> columns, RowSource source, DatasetSchema schema, string place, long row) where T : class, IRecord<T>
    {
        try
        {
            var record = columns.Read(source);
            if (schema.Notes.Count == 0) return record;
            var notes = new NoteValue[schema.Notes.Count];
            for (var i = 0; i < notes.Length; i++) notes[i] = source.Note(schema.Notes[i].Type);
            return record.WithNotes(new Notes(notes));
        }
        catch (Exception damaged) when (damaged is ArgumentException or IndexOutOfRangeException)
        {
            throw new FaultException("DP3007", $"{place} is damaged at row {row}: its columns disagree; delete the file and run again to make it anew", damaged);
        }
    }

    // Columns by path. Files of others may lack all but those that make a record of the type.
    private static LeafColumn?[] Match<T>(ParquetSchema file, DatasetSchema schema, string place) where T : class, IRecord<T>
    {
        var wanted = RecordColumns.Schema<T>(schema).Leaves;
        var found = new LeafColumn?[wanted.Count];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = file.FindLeaf(wanted[i].Path);
            if (found[i] is null ? IsEssential(wanted[i]) : found[i]!.Physical != wanted[i].Physical || found[i]!.MaxRepetition != wanted[i].MaxRepetition)
                throw new FaultException("DP3008", $"{place} does not hold {T.Type.ToString().ToLowerInvariant()}s: column '{wanted[i].Path}' is {(found[i] is null ? "missing" : "of another type")}", null);
        }

        return found;
    }

    // Reasoning came to the messages later than the first files.
    private static bool IsEssential(LeafColumn column) => column.Names[^1] != "reasoning" && column.Names[0] is "id" or "text" or "messages" or "prompt" or "chosen" or "rejected";

    private static async ValueTask<TResult> Guard<TResult>(IStore store, string key, Func<ValueTask<TResult>> read)
    {
        try
        {
            return await read();
        }
        catch (ParquetException damaged)
        {
            throw new FaultException("DP3007", $"{store.Locate(key)} cannot be read: {damaged.Message}; when it is a shard of a run, delete it and run again to make it anew", damaged);
        }
    }
}
