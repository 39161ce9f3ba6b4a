namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>An n-gram on its way into the model's table: its hash, and its probability and back-off weight as logarithms.</summary>
internal readonly record struct TableEntry(ulong Hash, ulong Logs);
