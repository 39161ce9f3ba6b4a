namespace DataPipe.Synthesis.Export;

/// <summary>What a record becomes in a format: rows, or the reason why it has no such form.</summary>
/// <param name="Rows">Rows, [rows][columns] in the order of <see cref="ExportShape.Columns"/>.</param>
/// <param name="Unfit">Why there is none; null when there are rows.</param>
public readonly record struct ExportRows(IReadOnlyList<IReadOnlyList<ExportValue>> Rows, string? Unfit)
{
    internal static ExportRows Of(params IReadOnlyList<ExportValue>[] rows) => new(rows, null);

    internal static ExportRows None(string reason) => new([], reason);
}
