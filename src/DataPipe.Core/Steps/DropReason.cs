namespace DataPipe.Core.Steps;

/// <summary>Why a record was dropped: one of the closed list that its step declares in the catalogue.</summary>
/// <param name="Name">kebab-case, as it stands in tallies, reports and rejects.</param>
public readonly record struct DropReason(string Name)
{
    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
