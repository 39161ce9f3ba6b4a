using System.Text.Json;

namespace DataPipe.Curation.Decontamination.Benchmarks;

/// <summary>Reads items out of the records of a benchmark.</summary>
internal sealed class ItemFields(BenchmarkFields fields)
{
    private readonly string[][] _id = Paths(fields.Id), _passages = Paths(fields.Passages), _questions = Paths(fields.Questions), _options = Paths(fields.Options), _answers = Paths(fields.Answers);

    /// <summary>Columns of a table that any of the fields lies in.</summary>
    public IReadOnlySet<string> Columns => new[] { _id, _passages, _questions, _options, _answers }.SelectMany(p => p).Select(p => p[0]).ToHashSet();

    /// <summary>The item of a record; called <paramref name="place"/> when it names itself by nothing.</summary>
    public BenchmarkItem Read(JsonElement record, string place)
    {
        var (questions, options) = (Texts(record, _questions), Texts(record, _options));
        if (fields.Blank is { Length: > 0 } blank && options.Count > 0)
            questions = [.. questions.SelectMany(q => q.Contains(blank, StringComparison.Ordinal) ? options.Select(o => q.Replace(blank, o, StringComparison.Ordinal)) : [q])];
        return new BenchmarkItem(_id.Select(p => Name(record, p)).FirstOrDefault(n => n is not null) ?? place, Texts(record, _passages), questions, options, Texts(record, _answers));
    }

    private static List<string> Texts(JsonElement record, string[][] paths)
    {
        List<string> texts = [];
        foreach (var path in paths) Collect(record, path, 0, texts);
        return texts;
    }

    private static void Collect(JsonElement value, string[] path, int depth, List<string> into)
    {
        if (value.ValueKind == JsonValueKind.Array)
            foreach (var element in value.EnumerateArray()) Collect(element, path, depth, into);
        else if (depth < path.Length && value.ValueKind == JsonValueKind.Object && value.TryGetProperty(path[depth], out var inner))
            Collect(inner, path, depth + 1, into);
        else if (depth == path.Length && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text)
            into.Add(text);
    }

    private static string? Name(JsonElement record, string[] path)
    {
        var value = record;
        foreach (var name in path)
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
                return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() is { Length: > 0 } id ? id : null,
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
    }

    private static string[][] Paths(IReadOnlyList<string> fields) => [.. fields.Select(f => f.Split('.'))];
}
