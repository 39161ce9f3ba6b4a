namespace DataPipe.Text.Privacy;

/// <summary>Where a text holds something personal.</summary>
/// <param name="Start">Offset, in bytes.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Kind">What it is.</param>
public readonly record struct PersonalSpan(int Start, int Length, PersonalKind Kind)
{
    /// <summary>Offset behind it.</summary>
    public int End => Start + Length;
}
