using System.Globalization;
using System.Text.Json;
using DataPipe.Cli.Querying;
using DataPipe.Cli.Wiring;
using DataPipe.Parquet.Reading;
using Spectre.Console;

namespace DataPipe.Cli.Tables;

/// <summary>A Parquet file on the terminal.</summary>
internal static class ParquetFileTable
{
    public static void Print(
        Terminal terminal, ParquetReader file, long bytes, IReadOnlyList<ColumnSummary> columns, IReadOnlyList<JsonElement> sample, long seen, long? matched, bool full)
    {
        terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"[bold]{Printable.Of(file.Name)}[/]: {file.Rows:#,0} rows, {DatasetTable.Size(bytes)} in {file.RowGroups.Count} row {(file.RowGroups.Count == 1 ? "group" : "groups")}");
        terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[grey]written by {Printable.Of(file.CreatedBy ?? "a program that does not say its name")}[/]");
        DatasetTable.Body(terminal, columns, sample, seen, matched, full);
        if (matched is null && seen < file.Rows) terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[grey]sampled from the first {seen:#,0} rows[/]");
    }
}
