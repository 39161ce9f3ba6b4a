namespace DataPipe.Text.Words;

/// <summary>Where a chunk stands in its sentence, as far as the Treebank rules ask.</summary>
/// <param name="IsFirst">It begins the sentence.</param>
/// <param name="IsLast">It ends the sentence.</param>
/// <param name="AfterBlank">A plain blank comes before it.</param>
/// <param name="BeforeBlank">A plain blank comes behind it.</param>
/// <param name="FinalStop">Offset of the full stop that ends the sentence, from the start of the chunk; it lies elsewhere when it is not within it.</param>
internal readonly record struct TreebankPlace(bool IsFirst, bool IsLast, bool AfterBlank, bool BeforeBlank, int FinalStop);
