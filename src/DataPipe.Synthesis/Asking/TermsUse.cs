using DataPipe.Teachers.Terms;

namespace DataPipe.Synthesis.Asking;

/// <summary>What a pipeline asks of its teachers' terms, once for the whole pipeline.</summary>
public sealed record TermsUse
{
    /// <summary>Section of a pipeline that says so.</summary>
    public const string Section = "terms";

    /// <summary><c>any</c>, or <c>train-allowed</c>: only teachers whose outputs may train other models.</summary>
    public string Policy { get; init; } = TermsPolicy.Any;
}
