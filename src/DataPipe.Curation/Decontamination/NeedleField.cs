namespace DataPipe.Curation.Decontamination;

/// <summary>Which part of a benchmark's item a needle is.</summary>
internal enum NeedleField
{
    /// <summary>A passage that questions are about.</summary>
    Passage,

    /// <summary>A question, problem or prompt.</summary>
    Question,

    /// <summary>A short question with an answer behind it.</summary>
    QuestionWithAnswer,

    /// <summary>An answer or solution.</summary>
    Answer,
}
