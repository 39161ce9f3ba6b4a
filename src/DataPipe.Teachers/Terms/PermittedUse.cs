namespace DataPipe.Teachers.Terms;

/// <summary>What a data set may be used for, as it follows from the terms of all that it was made with: the most restrictive decides.</summary>
/// <param name="Training">Whether it may train models.</param>
/// <param name="Reasons">The terms that decide, one line each, sorted; empty when training is allowed.</param>
public sealed record PermittedUse(TrainingUse Training, IReadOnlyList<string> Reasons)
{
    /// <summary>What holds for data that no teacher has touched.</summary>
    public static PermittedUse Free { get; } = new(TrainingUse.Allowed, []);

    /// <summary>The use that one teacher's terms permit.</summary>
    public static PermittedUse Of(TeacherTerms terms) => terms.OutputsMayTrain == TrainingUse.Allowed
        ? Free
        : new PermittedUse(terms.OutputsMayTrain, [$"{terms.Teacher}: {TermsTable.NameOf(terms.OutputsMayTrain)}. {terms.Note}{(terms.Url is null ? "" : $" ({terms.Url}{(terms.ReadOn is { } day ? $", as of {day:yyyy-MM-dd}" : "")})")}"]);

    /// <summary>The more restrictive of two uses as records name them; null says nothing, and a word that is none of ours is unclear.</summary>
    public static string? MostRestrictive(string? one, string? other)
    {
        if (one is null || other is null) return Known(one ?? other);
        var (first, second) = (Read(one), Read(other));
        return TermsTable.NameOf(first > second ? first : second);
    }

    /// <summary>What a record says of its use. One that a teacher wrote and that says nothing, such as an older one, is unclear; one that people wrote carries no terms: null.</summary>
    public static string? OfRecord(string? use, string? teacher) => use is null && teacher is not null ? TermsTable.NameOf(TrainingUse.Unclear) : Known(use);

    /// <summary>The use of what is made of several parents.</summary>
    public static PermittedUse Of(IEnumerable<PermittedUse> parents)
    {
        var (training, reasons) = (TrainingUse.Allowed, new SortedSet<string>(StringComparer.Ordinal));
        foreach (var parent in parents)
        {
            if (parent.Training > training) training = parent.Training;
            reasons.UnionWith(parent.Reasons);
        }

        return training == TrainingUse.Allowed ? Free : new PermittedUse(training, [.. reasons]);
    }

    private static string? Known(string? use) => use is null ? null : TermsTable.NameOf(Read(use));

    private static TrainingUse Read(string use) => use switch { "allowed" => TrainingUse.Allowed, "forbidden" => TrainingUse.Forbidden, _ => TrainingUse.Unclear };
}
