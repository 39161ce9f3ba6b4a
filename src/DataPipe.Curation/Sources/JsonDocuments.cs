using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using DataPipe.Core.Records;
using DataPipe.Curation.Extraction;

namespace DataPipe.Curation.Sources;

/// <summary>Makes documents of JSON objects, the text straight from UTF-8 to UTF-8. An instance serves one task.</summary>
internal sealed class JsonDocuments(JsonlOptions options)
{
    private readonly JsonField _text = new(options.TextField);
    private readonly JsonField _id = new(options.IdField);
    private readonly JsonField? _url = FieldOf(options.UrlField);
    private readonly JsonField? _title = FieldOf(options.TitleField);
    private readonly JsonField? _language = FieldOf(options.LanguageField);
    private readonly JsonField? _date = FieldOf(options.DateField);
    private readonly JsonField? _vector = FieldOf(options.VectorField);
    private readonly List<float> _numbers = [];

    /// <summary>What is wrong with the line read last: the kind of a warning, or null.</summary>
    public string? ProblemKind { get; private set; }

    /// <summary>A sentence about it.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>Reads one record.</summary>
    /// <returns>The document, its text empty when the record has none; null when the line is no JSON object in UTF-8.</returns>
    public Document? Read(ReadOnlySpan<byte> line)
    {
        ProblemKind = null;
        if (!Utf8.IsValid(line)) return Fail("not-utf8", "the line is not valid UTF-8");
        try
        {
            return Parse(line, out var document) ? document : Fail("json-malformed", "the line is JSON but no object");
        }
        catch (JsonException malformed)
        {
            return Fail("json-malformed", JsonProblem.Of(malformed));
        }
        catch (InvalidOperationException unpaired)
        {
            // Thrown for an escaped surrogate without its other half.
            return Fail("json-malformed", unpaired.Message);
        }
    }

    private bool Parse(ReadOnlySpan<byte> line, [NotNullWhen(true)] out Document? document)
    {
        document = null;
        _text.Reset();
        _id.Reset();
        _url?.Reset();
        _title?.Reset();
        _language?.Reset();
        _date?.Reset();
        _vector?.Reset();
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
        byte[]? text = null;
        string? id = null, url = null, title = null, language = null;
        DateTimeOffset? date = null;
        float[]? vector = null;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            var depth = reader.CurrentDepth;
            if (_text.Matches(ref reader, depth)) text = ReadBytes(ref reader);
            else if (_id.Matches(ref reader, depth)) id = ReadId(ref reader);
            else if (_url is not null && _url.Matches(ref reader, depth)) url = ReadString(ref reader);
            else if (_title is not null && _title.Matches(ref reader, depth)) title = ReadString(ref reader);
            else if (_language is not null && _language.Matches(ref reader, depth)) language = ReadString(ref reader);
            else if (_date is not null && _date.Matches(ref reader, depth)) date = ReadBytes(ref reader) is { } written ? WrittenDates.Read(written) : null;
            else if (_vector is not null && _vector.Matches(ref reader, depth)) vector = ReadVector(ref reader);
        }

        text ??= [];
        document = new Document(id ?? RecordIds.Of(text), new Utf8Text(text), options.Source)
        {
            Url = url,
            Title = title,
            Language = language,
            PublishedAt = date,
            MediaType = options.MediaType,
            Notes = _vector is null ? Notes.None : new Notes([NoteValue.Of(vector)]),
        };
        return true;
    }

    private Document? Fail(string kind, string problem)
    {
        ProblemKind = kind;
        Problem = problem;
        return null;
    }

    private static byte[]? ReadBytes(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String) return null;
        if (!reader.ValueIsEscaped) return reader.ValueSpan.ToArray();
        var bytes = new byte[reader.ValueSpan.Length];
        return bytes[..reader.CopyString(bytes)];
    }

    private static string? ReadString(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } value ? value : null;
    }

    private static string? ReadId(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString() is { Length: > 0 } id ? id : null,
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
            _ => null,
        };
    }

    // A list of numbers and nothing else; anything else is no vector.
    private float[]? ReadVector(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        _numbers.Clear();
        var isVector = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.Number) _numbers.Add(reader.GetSingle());
            else isVector = false;
            reader.Skip();
        }

        return isVector ? [.. _numbers] : null;
    }

    private static JsonField? FieldOf(string? path) => path is null ? null : new JsonField(path);
}
