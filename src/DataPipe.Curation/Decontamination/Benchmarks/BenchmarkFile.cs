using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using DataPipe.Core.Faults;
using DataPipe.Core.Stages;
using DataPipe.Curation.Sources;
using DataPipe.Parquet.Reading;

namespace DataPipe.Curation.Decontamination.Benchmarks;

/// <summary>Reads the items of one file of a benchmark, its format told by its content.</summary>
/// <param name="benchmark">Name of the benchmark.</param>
/// <param name="fields">Where the parts of an item stand.</param>
/// <param name="context">Opens the file.</param>
internal sealed class BenchmarkFile(string benchmark, BenchmarkFields fields, ITaskContext context)
{
    private const int MaxLineBytes = 64 << 20;
    private readonly ItemFields _fields = new(fields);
    private readonly SortedSet<string> _seen = new(StringComparer.Ordinal); // names of top-level fields, for messages

    /// <summary>All items, in file order.</summary>
    /// <exception cref="FaultException">The file is empty, damaged, cut short or no such file, a line cannot be read, or no record has any of the fields.</exception>
    public async IAsyncEnumerable<BenchmarkItem> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        long records = 0, items = 0;
        var name = Path.GetFileName(path);
        await foreach (var (record, number) in await ParquetRows.IsParquetAsync(path, context, cancellation) ? RowsAsync(path, cancellation) : LinesAsync(path, name, cancellation))
        {
            records++;
            if (_seen.Count < 64 && record.ValueKind == JsonValueKind.Object) foreach (var field in record.EnumerateObject()) _seen.Add(field.Name);
            var item = Item(record, string.Create(CultureInfo.InvariantCulture, $"{name}:{number}"));
            if (item.IsEmpty) continue;
            items++;
            yield return item;
        }

        if (records == 0) throw new FaultException("DP2010", $"{path} holds no record: it is empty. Take it out of the files of benchmark '{benchmark}', or fetch it again", null);
        if (items == 0)
            throw new FaultException("DP2020", $"{path} holds none of the fields of benchmark '{benchmark}' ({string.Join(", ", Wanted())}) in any of its {records} records, whose fields are {string.Join(", ", _seen)}. Name the fields with 'fields', or the right file", null);
    }

    private IEnumerable<string> Wanted() => [.. fields.Passages, .. fields.Questions, .. fields.Options, .. fields.Answers];

    private BenchmarkItem Item(JsonElement record, string place)
    {
        try
        {
            return _fields.Read(record, place);
        }
        catch (InvalidOperationException unpaired)
        {
            // Thrown for an escaped surrogate without its other half.
            throw new FaultException("DP2012", $"{place}: {unpaired.Message.TrimEnd('.')}. Mend the record", unpaired);
        }
    }

    private async IAsyncEnumerable<(JsonElement Record, long Number)> RowsAsync(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var number = 0L;
        await using var rows = ParquetRows.ReadAsync(path, _fields.Columns, context, cancellation).GetAsyncEnumerator(cancellation);
        while (await NextAsync(rows, path)) yield return (rows.Current, ++number);
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<JsonElement> rows, string path)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (ParquetException damage)
        {
            throw new FaultException("DP2021", $"benchmark '{benchmark}' cannot be read: {path}: {damage.Message.TrimEnd('.')}. Fetch the file again", damage);
        }
    }

    private async IAsyncEnumerable<(JsonElement Record, long Number)> LinesAsync(string path, string name, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var bytes = await ByteSources.OpenAsync(path, name, context, cancellation);
        var lines = new LineReader(bytes, MaxLineBytes);
        var advanced = 0L;
        while (await lines.ReadAsync(cancellation))
        {
            context.Advance(bytes.ConsumedBytes - advanced);
            advanced = bytes.ConsumedBytes;
            if (lines.Number == 1 && lines.Line.Span.StartsWith("\uFEFF"u8) ? lines.Line.Length == 3 : !lines.IsTooLong && lines.Line.Span.IndexOfAnyExcept(" \t"u8) < 0) continue;
            yield return (Parse(lines, name), lines.Number);
        }

        if (bytes is DecompressedBytes { Truncation: { } truncation }) throw new FaultException("DP2013", $"{path} is cut short: {truncation}. Fetch it again", null);
        if (bytes is DecompressedBytes { IsDamaged: true }) throw new FaultException("DP2021", $"benchmark '{benchmark}' cannot be read: {path} is damaged. Fetch it again", null);
    }

    private JsonElement Parse(LineReader lines, string name)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{name}:{lines.Number} at offset {lines.Offset}");
        try
        {
            if (lines.IsTooLong) throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"the line is longer than {MaxLineBytes} bytes"));
            var line = lines.Line.Span;
            var record = JsonElement.Parse(lines.Number == 1 && line.StartsWith("\uFEFF"u8) ? line[3..] : line);
            return record.ValueKind == JsonValueKind.Object ? record : throw new JsonException("the line is JSON but no object");
        }
        catch (JsonException malformed)
        {
            throw new FaultException("DP2012", $"{place}: {JsonProblem.Of(malformed)}. Each line of a file of benchmark '{benchmark}' must be one JSON object: mend the line, or convert the file", malformed);
        }
    }
}
