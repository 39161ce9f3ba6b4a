using System.Globalization;
using System.Runtime.CompilerServices;
using DataPipe.Core.Faults;
using DataPipe.Core.Stages;
using DataPipe.Curation.Sources;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Rows;
using DataPipe.Parquet.Values;

namespace DataPipe.Curation.Semantic;

/// <summary>Reads ids and vectors from files of the outside world.</summary>
internal sealed class VectorSource(VectorSourceOptions options, ITaskContext context)
{
    private const int MaxLineBytes = 64 << 20;

    /// <summary>The rows of a file in their order; a row without a vector has none.</summary>
    /// <exception cref="FaultException">DP1164: it has no such columns. DP2012: a line is no JSON object. DP3007: the Parquet file is damaged.</exception>
    internal async IAsyncEnumerable<(string Id, float[]? Vector)> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var stream = await context.OpenFileAsync(path, cancellation);
        var start = new byte[4];
        var isParquet = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation) == start.Length && start.AsSpan().SequenceEqual("PAR1"u8);
        if (!isParquet) await stream.DisposeAsync();
        await foreach (var row in isParquet ? ReadParquetAsync(stream, path, cancellation) : ReadLinesAsync(path, cancellation))
            yield return row;
    }

    private async IAsyncEnumerable<(string Id, float[]? Vector)> ReadLinesAsync(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var name = Path.GetFileName(path);
        await using var bytes = await ByteSources.OpenAsync(path, name, context, cancellation);
        var lines = new LineReader(bytes, MaxLineBytes);
        // No field has this name: only id and vector are read.
        var records = new JsonDocuments(new JsonlOptions { TextField = "\0", IdField = options.IdField, VectorField = options.VectorField });
        while (await lines.ReadAsync(cancellation))
        {
            if (!lines.IsTooLong && lines.Line.Span.IndexOfAnyExcept(" \t"u8) < 0) continue;
            if (lines.IsTooLong || records.Read(lines.Line.Span) is not { } record)
                throw new FaultException("DP2012", string.Create(CultureInfo.InvariantCulture, $"{name}:{lines.Number} at offset {lines.Offset}: {(lines.IsTooLong ? "the line is longer than 64 MiB" : records.Problem)}. Mend the line"), null);
            yield return (record.Id, record.Notes[0].Vector);
        }
    }

    private async IAsyncEnumerable<(string Id, float[]? Vector)> ReadParquetAsync(Stream stream, string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var file = stream;
        await using var reader = await Guard(path, () => ParquetReader.OpenAsync(stream, path, cancellation));
        foreach (var column in (string[])[options.IdField, options.VectorField])
            if (reader.Schema.Columns.All(c => c.Name != column))
                throw new FaultException("DP1164", $"{path} has no column '{column}'{NearestName.Hint(column, reader.Schema.Columns.Select(c => c.Name))}: 'id-field' and 'vector-field' name those with the ids and the vectors", null);
        var rows = new RowReader(reader, [options.IdField, options.VectorField]);
        var (id, vector) = (rows.Columns.ToList().IndexOf(options.IdField), rows.Columns.ToList().IndexOf(options.VectorField));
        await using var values = rows.ReadAllAsync(cancellation).GetAsyncEnumerator(cancellation);
        while (await Guard(path, values.MoveNextAsync))
            yield return (IdOf(values.Current[id]), VectorOf(values.Current[vector]));
    }

    private static async ValueTask<T> Guard<T>(string path, Func<ValueTask<T>> read)
    {
        try
        {
            return await read();
        }
        catch (ParquetException damaged)
        {
            throw new FaultException("DP3007", $"{path} cannot be read: {damaged.Message}", damaged);
        }
    }

    private static string IdOf(ParquetValue value) => value.Kind switch
    {
        ValueKind.Text => value.Text,
        ValueKind.Bytes => System.Text.Encoding.UTF8.GetString(value.Bytes.Span),
        ValueKind.Integer => value.Integer.ToString(CultureInfo.InvariantCulture),
        _ => "",
    };

    private static float[]? VectorOf(ParquetValue value)
    {
        if (value.Kind != ValueKind.List) return null;
        var vector = new float[value.Elements.Count];
        for (var i = 0; i < vector.Length; i++)
        {
            var number = value.Elements[i];
            if (number.Kind is not (ValueKind.Real or ValueKind.Integer)) return null;
            vector[i] = number.Kind == ValueKind.Real ? (float)number.Real : number.Integer;
        }

        return vector;
    }
}
