using System.CommandLine;
using DataPipe.Cli.Querying;
using DataPipe.Cli.Styling;
using DataPipe.Cli.Wiring;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Storage;
using DataPipe.Synthesis.Style;

namespace DataPipe.Cli.Verbs;

/// <summary><c>datapipe style</c>: what of a set of samples is format and style, and what is knowledge and skills.</summary>
internal static class StyleVerb
{
    public static Command Create()
    {
        var dataset = new Argument<string>("dataset") { Description = "Folder of a dataset of samples, such as runs/quickstart/sft." };
        var html = new Option<string?>("--html") { Description = "Writes the report as a page, too.", HelpName = "FILE" };
        var json = CommonOptions.Json();
        var command = new Command("style", "Tells what of a set is format and style and what is knowledge and skills, and where it warns of imitation.") { dataset, html, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var view = await UsageException.GuardAsync(() => DatasetView.OpenAsync(parsed.GetValue(dataset)!, false, cancellation));
            if (view.Schema.Type != RecordType.Sample) throw new UsageException([new Fault("DP1344", $"'{parsed.GetValue(dataset)}' holds {view.Schema.Type.ToString().ToLowerInvariant()}s: style is told of samples", null)]);
            var tally = new StyleTally();
            var formats = new RecordFormats();
            foreach (var key in view.Keys)
                await foreach (var batch in formats.ReadAsync<Sample>(view.Store, key, view.Schema, cancellation))
                    for (var i = 0; i < batch.Count; i++) tally.Add(batch[i]);
            var (report, terminal, name) = (tally.Report(), new Terminal(parsed.GetValue(json)), $"{view.Receipt.Pipeline}: {view.Receipt.Stage}");
            if (parsed.GetValue(html) is { } file)
            {
                await File.WriteAllTextAsync(file, StylePage.Write(name, report), cancellation);
                terminal.Say($"the page is in {file}");
            }

            if (terminal.IsJson) Terminal.WriteJson(StyleTables.Json(name, report));
            else StyleTables.Print(terminal, name, report);
            return ExitCodes.Done;
        });
        return command;
    }
}
