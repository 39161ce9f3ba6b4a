using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using DataPipe.Core.Faults;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Rows;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Values;

namespace DataPipe.Cli.Querying;

/// <summary>Any Parquet file, whoever wrote it, looked at row by row.</summary>
internal static class ParquetFile
{
    // A schema may nest 250 fields, of which a map takes two levels of JSON: more than what is parsed by default.
    private const int MaxJsonDepth = 1000;

    // Texts that JSON is written from may have 166 million characters.
    private const int MaxTextChars = 160_000_000;

    /// <summary>For JSON as deep as the rows may be.</summary>
    public static JsonDocumentOptions Nested => new() { MaxDepth = MaxJsonDepth };

    /// <summary>Opens a file.</summary>
    /// <exception cref="FaultException">DP3007: it is no Parquet file, or damaged.</exception>
    public static async Task<ParquetReader> OpenAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await ParquetReader.OpenFileAsync(path, new ParquetReaderOptions(), cancellation);
        }
        catch (ParquetException damaged)
        {
            throw Damaged(damaged);
        }
    }

    /// <summary>Type of each column by its name with dots.</summary>
    public static IReadOnlyDictionary<string, ColumnType> ColumnTypes(ParquetSchema schema)
    {
        Dictionary<string, ColumnType> types = [];
        foreach (var column in schema.Columns) Add(types, "", column);
        return types;
    }

    /// <summary>The rows as JSON objects; what JSON has no form for (dates, decimals, bytes, in hexadecimal where they are no text, NaN) is text, and of a text of more than 160 million characters the end is missing.</summary>
    /// <exception cref="FaultException">DP3007: the file is damaged.</exception>
    public static IAsyncEnumerable<JsonElement> RowsAsync(ParquetReader reader, CancellationToken cancellation) => RowsAsync(reader, null, cancellation);

    /// <summary>The same of some columns alone: the others are not read.</summary>
    /// <exception cref="FaultException">DP3007: the file is damaged.</exception>
    public static async IAsyncEnumerable<JsonElement> RowsAsync(ParquetReader reader, IReadOnlyList<string>? columns, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var rows = new RowReader(reader, columns);
        var buffer = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        await using var values = rows.ReadAllAsync(cancellation).GetAsyncEnumerator(cancellation);
        while (await NextAsync(values))
        {
            json.WriteStartObject();
            for (var i = 0; i < rows.Columns.Count; i++)
            {
                json.WritePropertyName(rows.Columns[i]);
                Write(json, values.Current[i]);
            }

            json.WriteEndObject();
            await json.FlushAsync(cancellation);
            json.Reset();
            yield return JsonElement.Parse(buffer.WrittenSpan, Nested);
            buffer.ResetWrittenCount();
        }
    }

    /// <summary>Bytes for people: old writers do not say that theirs are text.</summary>
    public static string Text(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes) ? System.Text.Encoding.UTF8.GetString(bytes) : Convert.ToHexStringLower(bytes);

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<ParquetValue[]> rows)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (ParquetException damaged)
        {
            throw Damaged(damaged);
        }
    }

    // Names of columns come from the file as well.
    private static FaultException Damaged(ParquetException damaged) => new("DP3007", Tables.Printable.Of(damaged.Message.ReplaceLineEndings(" ")), damaged);

    private static ReadOnlySpan<char> Shorten(string text)
    {
        if (text.Length <= MaxTextChars) return text;
        return text.AsSpan(0, char.IsHighSurrogate(text[MaxTextChars - 1]) ? MaxTextChars - 1 : MaxTextChars);
    }

    private static void Add(Dictionary<string, ColumnType> types, string prefix, SchemaNode node)
    {
        var name = prefix + node.Name;
        if (node.Repetition == Repetition.Repeated || node.Logical is LogicalType.List or LogicalType.Map or LogicalType.MapKeyValue) types[name] = ColumnType.List;
        else if (node.IsGroup)
            foreach (var child in node.Children) Add(types, name + ".", child);
        else
            types[name] = node.Physical switch
            {
                PhysicalType.Boolean => ColumnType.Boolean,
                PhysicalType.Float or PhysicalType.Double => ColumnType.Number,
                PhysicalType.Int32 or PhysicalType.Int64 when node.Logical is LogicalType.None or (>= LogicalType.Int8 and <= LogicalType.UInt64) => ColumnType.Number,
                _ => ColumnType.Text,
            };
    }

    private static void Write(Utf8JsonWriter json, ParquetValue value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null: json.WriteNullValue(); break;
            case ValueKind.Boolean: json.WriteBooleanValue(value.Boolean); break;
            case ValueKind.Integer: json.WriteNumberValue(value.Integer); break;
            case ValueKind.UnsignedInteger: json.WriteNumberValue(value.UnsignedInteger); break;
            case ValueKind.Real when double.IsFinite(value.Real): json.WriteNumberValue(value.Real); break;
            case ValueKind.Real: json.WriteStringValue(value.Real.ToString(CultureInfo.InvariantCulture)); break;
            case ValueKind.Bytes: json.WriteStringValue(Shorten(Text(value.Bytes.Span))); break;
            case ValueKind.Text: json.WriteStringValue(Shorten(value.Text)); break;
            case ValueKind.List:
                json.WriteStartArray();
                foreach (var element in value.Elements) Write(json, element);
                json.WriteEndArray();
                break;
            case ValueKind.Struct:
                json.WriteStartObject();
                foreach (var (name, field) in value.Fields)
                {
                    json.WritePropertyName(name);
                    Write(json, field);
                }

                json.WriteEndObject();
                break;
            case ValueKind.Map:
                json.WriteStartArray();
                foreach (var (key, entry) in value.Entries)
                {
                    json.WriteStartObject();
                    json.WritePropertyName("key");
                    Write(json, key);
                    json.WritePropertyName("value");
                    Write(json, entry);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                break;
            default: json.WriteStringValue(value.ToString().Trim('"')); break;
        }
    }
}
