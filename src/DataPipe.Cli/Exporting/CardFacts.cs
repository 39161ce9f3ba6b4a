using DataPipe.Execution.Runs;

namespace DataPipe.Cli.Exporting;

/// <summary>All that a data card is written from.</summary>
/// <param name="Name">Name of the set.</param>
/// <param name="Format">The shape of its rows.</param>
/// <param name="Template">The chat template that made texts of them; null where they are messages.</param>
/// <param name="Licence">Licence that the user gives it; null when none was said.</param>
/// <param name="Files">Its files: split, name, rows.</param>
/// <param name="Columns">Names of their columns.</param>
/// <param name="Unfit">Records that have no such form, by reason.</param>
/// <param name="Lineage">Receipts of the dataset and of what it was made from, sources first.</param>
internal sealed record CardFacts(
    string Name, string Format, string? Template, string? Licence, IReadOnlyList<(string Split, string File, long Rows)> Files, IReadOnlyList<string> Columns,
    IReadOnlyDictionary<string, long> Unfit, IReadOnlyList<DatasetReceipt> Lineage);
