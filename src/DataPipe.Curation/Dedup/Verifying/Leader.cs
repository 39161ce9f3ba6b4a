namespace DataPipe.Curation.Dedup.Verifying;

/// <summary>A document of a cluster that stays.</summary>
/// <param name="Document">Its number.</param>
/// <param name="Group">Its number among all leaders: the group of the documents that go for it.</param>
internal sealed record Leader(uint Document, uint Group)
{
    /// <summary>It and those that go for it.</summary>
    internal uint Size { get; set; } = 1;
}
