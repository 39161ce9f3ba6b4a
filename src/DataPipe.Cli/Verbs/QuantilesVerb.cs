using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using DataPipe.Cli.Querying;
using DataPipe.Cli.Wiring;

namespace DataPipe.Cli.Verbs;

/// <summary><c>datapipe quantiles</c>: the values that cut a column of a dataset into shares, such as CCNet's buckets of perplexity.</summary>
internal static class QuantilesVerb
{
    public static Command Create()
    {
        var dataset = new Argument<string>("dataset") { Description = "Folder of a dataset of documents." };
        var column = new Argument<string>("column") { Description = "Column of numbers, such as perplexity." };
        var by = new Option<string?>("--by") { Description = "Column of texts: quantiles for each of its values, such as language.", HelpName = "COLUMN" };
        var at = new Option<string>("--at") { Description = "Shares, 0 to 1, with commas between.", DefaultValueFactory = _ => "0.3,0.6", HelpName = "SHARES", Validators = { result => { if (result.Tokens.Count > 0 && Shares(result.Tokens[0].Value) is null) result.AddError("--at takes shares from 0 to 1 with commas between, such as 0.3,0.6"); } } };
        var json = CommonOptions.Json();
        var command = new Command("quantiles", "Prints quantiles of a column, for each value of another: cut-offs of buckets, thresholds of filters.") { dataset, column, by, at, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var terminal = new Terminal(parsed.GetValue(json));
            var view = await UsageException.GuardAsync(() => DatasetView.OpenAsync(parsed.GetValue(dataset)!, false, cancellation));
            var shares = Shares(parsed.GetValue(at)!)!;
            var found = await UsageException.GuardAsync(() => ColumnQuantiles.OfAsync(view, parsed.GetValue(column)!, parsed.GetValue(by), shares, cancellation));
            if (terminal.IsJson) Terminal.WriteJson(Json(found, shares));
            else
                foreach (var line in Lines(found, shares, parsed.GetValue(by) is not null)) Console.Out.WriteLine(line);
            return ExitCodes.Done;
        });
        return command;
    }

    private static JsonArray Json(IReadOnlyList<ColumnQuantiles> found, double[] shares) => new([.. found.Select(f => (JsonNode)new JsonObject
    {
        ["group"] = f.Group, ["count"] = f.Count,
        ["quantiles"] = new JsonArray([.. shares.Zip(f.Values).Select(q => (JsonNode)new JsonObject { ["share"] = q.First, ["value"] = q.Second })]),
    })]);

    private static IEnumerable<string> Lines(IReadOnlyList<ColumnQuantiles> found, double[] shares, bool isGrouped)
    {
        foreach (var group in found)
        {
            var name = isGrouped ? $"{(group.Group.Length == 0 ? "(none)" : group.Group)}: " : "";
            var values = string.Join(", ", shares.Zip(group.Values).Select(q => string.Create(CultureInfo.InvariantCulture, $"{q.First:0.####} at {q.Second:0.####}")));
            yield return string.Create(CultureInfo.InvariantCulture, $"{name}{group.Count:#,0} documents, {values}");
        }
    }

    private static double[]? Shares(string text)
    {
        List<double> shares = [];
        foreach (var part in text.Split(','))
        {
            if (!double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) || share is not (>= 0 and <= 1)) return null;
            shares.Add(share);
        }

        return [.. shares];
    }
}
