using System.ComponentModel.DataAnnotations;
using System.Globalization;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;

namespace DataPipe.Curation.Filters.Where;

/// <summary>The condition of <see cref="WhereStep"/>; all parts that are given must hold.</summary>
public sealed record WhereOptions
{
    /// <summary>The column that is looked at: an annotation, or a property of the record such as tokens, source, url or language. Source: our own.</summary>
    [Required] public string Column { get; init; } = "";

    /// <summary>Smallest value that is kept, for integer and number columns. Source: our own.</summary>
    public double? Min { get; init; }

    /// <summary>Largest value that is kept, for integer and number columns. Source: our own.</summary>
    public double? Max { get; init; }

    /// <summary>The only value that is kept; true or false for Boolean columns. Source: our own.</summary>
    public string? Is { get; init; }

    /// <summary>The values that are kept; no list allows every value. Source: our own.</summary>
    public IReadOnlyList<string>? In { get; init; }

    /// <summary>Whether a record without a value in the column is kept. Source: our own.</summary>
    public bool KeepAbsent { get; init; }
}

/// <summary>Keeps the records whose column meets a condition: scores become columns first, and thresholds stay in the pipeline.</summary>
public static class WhereStep
{
    /// <summary>Less than the smallest value.</summary>
    public static readonly DropReason BelowMin = new("below-min");

    /// <summary>More than the largest value.</summary>
    public static readonly DropReason AboveMax = new("above-max");

    /// <summary>None of the allowed values.</summary>
    public static readonly DropReason OtherValue = new("other-value");

    /// <summary>No value in the column.</summary>
    public static readonly DropReason Absent = new("absent");

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [BelowMin, AboveMax, OtherValue, Absent];

    /// <summary>Makes the filter for the records that reach it. An unknown column is fault DP1013, a condition that does not fit the column DP1130.</summary>
    public static object Create(WhereOptions options, StepScope scope) => scope.Input.Type switch
    {
        RecordType.Document => Create(options, scope, RecordColumns.OfDocuments),
        RecordType.Sample => Create(options, scope, RecordColumns.OfSamples),
        _ => Create(options, scope, RecordColumns.OfPreferences),
    };

    private static WhereFilter<T> Create<T>(WhereOptions options, StepScope scope, IReadOnlyList<RecordColumn<T>> properties) where T : class, IRecord<T>
    {
        if (Find(options, scope, properties) is not var (type, read)) return new WhereFilter<T>(_ => NoteValue.Absent, new WhereTest(options, NoteType.Text, [], []));
        if (options.Min is null && options.Max is null && options.Is is null && options.In is null)
            scope.Faults.Add("DP1130", "step 'where' has no condition: give at least one of min, max, is, in", scope.At);
        if (type is NoteType.Text or NoteType.Boolean && (options.Min is not null || options.Max is not null))
            scope.Faults.Add("DP1130", $"the column '{options.Column}' holds {Name(type)}: min and max are for numbers, use is or in", scope.At);
        if (type == NoteType.Vector)
            scope.Faults.Add("DP1130", $"the column '{options.Column}' holds vectors: no condition can look at them", scope.At);
        if (options.Min > options.Max)
            scope.Faults.Add("DP1130", $"min is larger than max for the column '{options.Column}': nothing would be kept", scope.At);
        List<string> allowed = options.Is is null ? [.. options.In ?? []] : [options.Is];
        if (options.Is is not null && options.In is not null) scope.Faults.Add("DP1130", "step 'where' has both is and in: give one of them", scope.At);
        var numbers = Parse(allowed, type, options.Column, scope);
        return new WhereFilter<T>(read, new WhereTest(options, type, allowed, numbers));
    }

    private static (NoteType Type, Func<T, NoteValue> Read)? Find<T>(WhereOptions options, StepScope scope, IReadOnlyList<RecordColumn<T>> properties)
        where T : class, IRecord<T>
    {
        var note = scope.Input.IndexOf(options.Column);
        if (note >= 0) return (scope.Input.Notes[note].Type, record => record.Notes[note]);
        foreach (var property in properties)
            if (property.Name == options.Column)
                return (property.Type, property.Read);

        IEnumerable<string> known = [.. scope.Input.Notes.Select(n => n.Name), .. properties.Select(p => p.Name)];
        scope.Faults.Add(
            "DP1013",
            options.Column.Length == 0
                ? $"step 'where' needs a column: one of {string.Join(", ", known)}"
                : $"there is no column '{options.Column}' in the records that reach this step{NearestName.Hint(options.Column, known)}; there are {string.Join(", ", known)}",
            scope.At);
        return null;
    }

    private static double[] Parse(List<string> allowed, NoteType type, string column, StepScope scope)
    {
        if (type is NoteType.Text or NoteType.Vector) return [];
        var numbers = new double[allowed.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (type == NoteType.Boolean && bool.TryParse(allowed[i], out var truth)) numbers[i] = truth ? 1 : 0;
            else if (type == NoteType.Boolean || !double.TryParse(allowed[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
                scope.Faults.Add("DP1130", $"the column '{column}' holds {Name(type)}, which '{allowed[i]}' is not", scope.At);
        }

        return numbers;
    }

    private static string Name(NoteType type) => type switch
    {
        NoteType.Integer => "integers",
        NoteType.Number => "numbers",
        NoteType.Boolean => "true or false",
        NoteType.Vector => "vectors",
        _ => "text",
    };
}
