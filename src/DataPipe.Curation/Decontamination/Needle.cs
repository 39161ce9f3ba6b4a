namespace DataPipe.Curation.Decontamination;

/// <summary>A text of a benchmark that training data must not hold.</summary>
/// <param name="Benchmark">Index of the benchmark among the stage's.</param>
/// <param name="Item">The first item that has it.</param>
/// <param name="Items">How many items have it, of all benchmarks.</param>
/// <param name="Field">Which part of the item it is.</param>
/// <param name="Text">The text.</param>
internal sealed record Needle(int Benchmark, string Item, int Items, NeedleField Field, string Text)
{
    /// <summary>The field as reports name it.</summary>
    public string FieldName => Field switch
    {
        NeedleField.Passage => "passage",
        NeedleField.Question => "question",
        NeedleField.QuestionWithAnswer => "question-with-answer",
        _ => "answer",
    };
}
