namespace DataPipe.Curation.Decontamination;

/// <summary>A text of a benchmark found in a text of a record.</summary>
/// <param name="Needle">Number of the needle.</param>
/// <param name="Part">Which text of the record.</param>
/// <param name="Words">Words of the needle that are in common n-grams, each counted once.</param>
/// <param name="Coverage">Their share of the needle's words, 0..1.</param>
/// <param name="FirstRun">The first of its runs among those of the search.</param>
/// <param name="Runs">How many runs.</param>
internal readonly record struct Finding(int Needle, int Part, int Words, double Coverage, int FirstRun, int Runs);
