using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using DataPipe.Cli.Querying;
using DataPipe.Cli.Wiring;
using DataPipe.Core.Faults;
using DataPipe.Text.FastText;
using DataPipe.Text.Hashing;
using Spectre.Console;

namespace DataPipe.Cli.Verbs;

/// <summary><c>datapipe train-classifier</c>: a fastText model of texts with labels, for the step <c>fasttext</c>.</summary>
internal static class TrainClassifierVerb
{
    private static readonly FastTextTrainingOptions Defaults = new();

    public static Command Create()
    {
        var texts = new Option<string[]>("--texts") { Description = "A label and its texts: a dataset, a Parquet file or folder, .jsonl, or .txt with a text a line; several times.", HelpName = "LABEL=PATH", Required = true };
        var output = new Option<string>("--out") { Description = "The model to write; fastText's own program reads it too.", HelpName = "FILE", Required = true };
        var field = new Option<string>("--field") { Description = "Where records have their text.", DefaultValueFactory = _ => "text" };
        var heldOut = new Option<double>("--held-out") { Description = "Share of the texts that is not learnt from; how often the model is right on it is told.", DefaultValueFactory = _ => 0.1 };
        var dimensions = Number("--dimensions", "Numbers in a vector.", Defaults.Dimensions, 1, 4096);
        var epochs = Number("--epochs", "Passes over the texts.", Defaults.Epochs, 1, 1000);
        var wordNgrams = Number("--word-ngrams", "Longest run of words that counts.", Defaults.WordNgrams, 1, 10);
        var buckets = Number("--buckets", "Places that runs of words are hashed to.", Defaults.Buckets, 1, 100_000_000);
        var minCount = Number("--min-count", "Fewest occurrences of a word with a vector of its own.", Defaults.MinCount, 1, int.MaxValue);
        var rate = new Option<double>("--rate") { Description = "Learning rate at the start.", DefaultValueFactory = _ => Defaults.Rate };
        var seed = new Option<long>("--seed") { Description = "Seed of chance." };
        var json = CommonOptions.Json();
        var command = new Command("train-classifier", "Trains a fastText classifier, of quality or topic, from labelled texts; the same texts, options and seed give the same model.")
        {
            texts, output, field, heldOut, dimensions, epochs, rate, wordNgrams, buckets, minCount, seed, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = new FastTextTrainingOptions
            {
                Dimensions = parsed.GetValue(dimensions), Epochs = parsed.GetValue(epochs), Rate = parsed.GetValue(rate), WordNgrams = parsed.GetValue(wordNgrams),
                Buckets = parsed.GetValue(buckets), MinCount = parsed.GetValue(minCount), Seed = parsed.GetValue(seed),
            };
            if (!(options.Rate > 0)) throw Usage("DP1244", $"--rate is {options.Rate.ToString(CultureInfo.InvariantCulture)}: a learning rate is above 0");
            if (parsed.GetValue(heldOut) is not (>= 0 and < 1)) throw Usage("DP1244", "--held-out takes a share from 0 to below 1");
            var sources = parsed.GetValue(texts)!.Select(Source).ToArray();
            var terminal = new Terminal(parsed.GetValue(json));
            var (examples, held) = await UsageException.GuardAsync(() => ReadAsync(sources, parsed.GetValue(field)!, parsed.GetValue(heldOut), options.Seed, cancellation));
            foreach (var (label, count) in examples.Labels) terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{label}: {count:#,0} texts to learn from"));
            var model = FastTextTrainer.Train(examples, options, (epoch, loss) => terminal.Say(string.Create(CultureInfo.InvariantCulture, $"pass {epoch}: loss {loss:f4}")), cancellation);
            Write(model, parsed.GetValue(output)!);
            Tell(terminal, model, examples, held, parsed.GetValue(output)!);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Option<int> Number(string name, string description, int value, int least, int most) => new(name)
    {
        Description = description, DefaultValueFactory = _ => value,
        Validators = { result => { if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var n) || n < least || n > most)) result.AddError($"{name} takes a whole number from {least} to {most}"); } },
    };

    private static (string Label, string Path) Source(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        if (at < 1 || at == text.Length - 1 || text[..at].Any(char.IsWhiteSpace)) throw Usage("DP1244", $"--texts takes LABEL=PATH, the label without blanks, and not '{text}'");
        return (text[..at], text[(at + 1)..]);
    }

    // Which texts are held out depends on their content: the same texts in another order are shared out in the same way.
    private static async Task<(FastTextExamples Examples, List<(string Label, byte[] Text)> Held)> ReadAsync(
        (string Label, string Path)[] sources, string field, double heldOut, long seed, CancellationToken cancellation)
    {
        var (examples, held) = (new FastTextExamples(), new List<(string, byte[])>());
        foreach (var (label, path) in sources)
            await foreach (var text in TextRows.ReadAsync(path, field, cancellation))
            {
                var bytes = Encoding.UTF8.GetBytes(text);
                if (Mix64.ToUnitInterval(Mix64.Combine((ulong)seed, XxHash64.Hash(bytes))) < heldOut) held.Add((label, bytes));
                else examples.Add(label, bytes);
            }

        if (examples.Labels.Count < 2) throw new FaultException("DP1243", $"a classifier needs texts of at least two labels, and there are {examples.Labels.Count} with texts to learn from", null);
        return (examples, held);
    }

    private static void Write(FastTextModel model, string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".tmp-{Path.GetFileName(path)}");
        using (var file = File.Create(temporary))
        {
            model.Write(file);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    private static void Tell(Terminal terminal, FastTextModel model, FastTextExamples examples, List<(string Label, byte[] Text)> held, string path)
    {
        var predictor = new FastTextPredictor(model);
        Span<FastTextPrediction> best = stackalloc FastTextPrediction[1];
        var right = 0;
        foreach (var (label, text) in held)
            if (predictor.Predict(text, FastTextNewlines.Blanks, best) == 1 && model.Labels[best[0].Label] == label) right++;
        var bytes = new FileInfo(path).Length;
        if (terminal.IsJson)
            Terminal.WriteJson(new JsonObject
            {
                ["model"] = path, ["bytes"] = bytes, ["words"] = model.Words, ["labels"] = new JsonObject(examples.Labels.Select(l => KeyValuePair.Create(l.Name, (JsonNode?)l.Examples))),
                ["held_out"] = held.Count, ["held_out_right"] = right,
            });
        else
        {
            terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {model.Words:#,0} words, {bytes:#,0} bytes"));
            if (held.Count > 0) terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"right on {right:#,0} of {held.Count:#,0} texts held out ({100.0 * right / held.Count:f1} %)"));
        }
    }

    private static UsageException Usage(string code, string message) => new([new Fault(code, message, null)]);
}
