namespace DataPipe.Curation.Passages;

/// <summary>What documents are cut into.</summary>
internal enum PassageUnit
{
    /// <summary>Lines: what stands between newlines.</summary>
    Line,

    /// <summary>Paragraphs: what stands between blank lines.</summary>
    Paragraph,

    /// <summary>Sentences, compared in overlapping spans of several.</summary>
    Sentence,
}
