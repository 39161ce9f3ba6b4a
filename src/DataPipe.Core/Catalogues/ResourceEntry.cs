namespace DataPipe.Core.Catalogues;

/// <summary>A section of a pipeline that names resources which stages then refer to, such as <c>teachers</c>.</summary>
/// <param name="Section">Key of the section.</param>
/// <param name="Summary">What its entries are.</param>
/// <param name="Options">Options record of an entry.</param>
/// <param name="Unfingerprinted">Options that do not shape results (concurrency, time-outs), so that changing them re-runs nothing.</param>
public sealed record ResourceEntry(string Section, string Summary, Type Options, IReadOnlyList<string> Unfingerprinted)
{
    /// <summary>Whether the section holds the options themselves, once for the whole pipeline, and not names with options.</summary>
    public bool IsSingle { get; init; }
}
