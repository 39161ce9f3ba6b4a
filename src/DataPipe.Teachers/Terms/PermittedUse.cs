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
}
