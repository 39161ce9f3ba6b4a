using System.Globalization;

namespace DataPipe.Teachers.Terms;

/// <summary>The built-in list of terms, <c>Terms/terms.tsv</c>: each line with its date and address.</summary>
public static class TermsTable
{
    private const string Resource = "DataPipe.Teachers.Terms.terms.tsv";
    private const string Any = "*";
    private static readonly Lazy<IReadOnlyList<TermsLine>> Read = new(ReadLines);

    /// <summary>All lines; the first that fits counts.</summary>
    public static IReadOnlyList<TermsLine> Lines => Read.Value;

    /// <summary>The terms of a teacher: the options go above the list, and what neither knows is unclear.</summary>
    /// <exception cref="TeacherConfigurationException">An option is not in its form.</exception>
    public static TeacherTerms Of(TeacherIdentity teacher, TermsOptions? options)
    {
        var name = $"{teacher.Provider}/{teacher.Model}";
        var line = Lines.FirstOrDefault(l => Fits(l, teacher));
        // An allowance that one gives oneself says from where.
        if (options?.OutputsMayTrain is not null && options.Url is null && options.WeightsLicence is null)
            throw new TeacherConfigurationException("Terms", $"The terms of '{teacher.Model}' say whether outputs may train other models, and not where that is written.", "Give 'terms' a 'url', or the 'weights-licence'.");
        return new TeacherTerms(
            name,
            options?.Provider ?? (line is null || line.Provider == Any ? teacher.Provider : line.Provider),
            options?.OutputsMayTrain is { } use ? UseOf(use) : line?.OutputsMayTrain ?? TrainingUse.Unclear,
            options?.Url ?? line?.Url,
            options?.ReadOn is { } day ? DayOf(day) : line?.KnownOn,
            options?.WeightsLicence ?? line?.WeightsLicence,
            options?.OutputsMayTrain is not null ? "as the pipeline says" : line?.Note ?? "No terms are known.");
    }

    /// <summary>A word for a use, as options and lists write it.</summary>
    public static string NameOf(TrainingUse use) => use switch
    {
        TrainingUse.Allowed => "allowed",
        TrainingUse.Forbidden => "forbidden",
        _ => "unclear",
    };

    internal static TrainingUse UseOf(string name) => name switch
    {
        "allowed" => TrainingUse.Allowed,
        "forbidden" => TrainingUse.Forbidden,
        "unclear" => TrainingUse.Unclear,
        _ => throw new TeacherConfigurationException("Terms", $"'{name}' says nothing about training.", "Write 'outputs-may-train' as allowed, forbidden or unclear."),
    };

    private static bool Fits(TermsLine line, TeacherIdentity teacher)
    {
        var model = teacher.Model[(teacher.Model.LastIndexOf('/') + 1)..].ToLowerInvariant();
        return (line.Provider == Any || line.Provider == teacher.Provider)
            && (line.Host == Any || line.Host == teacher.EndpointHost)
            && (line.Model == Any || model.StartsWith(line.Model, StringComparison.Ordinal));
    }

    private static DateOnly DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new TeacherConfigurationException("Terms", $"'{text}' is no date.", "Write 'read-on' like 2025-06-30.");

    private static List<TermsLine> ReadLines()
    {
        using var stream = typeof(TermsTable).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not part of the assembly.");
        using var reader = new StreamReader(stream);
        var lines = new List<TermsLine>();
        var isHead = true;
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            if (!isHead) lines.Add(TermsLine.Parse(line));
            isHead = false;
        }

        return lines;
    }
}
