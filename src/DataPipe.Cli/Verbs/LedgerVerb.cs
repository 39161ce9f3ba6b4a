using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using DataPipe.Cli.Querying;
using DataPipe.Cli.Tables;
using DataPipe.Cli.Wiring;
using DataPipe.Core.Faults;
using DataPipe.Teachers.Ledger;

namespace DataPipe.Cli.Verbs;

/// <summary><c>datapipe ledger</c>: what teachers were asked and answered, and what it cost.</summary>
internal static class LedgerVerb
{
    public static Command Create() => new("ledger", "The ledger of calls: every paid answer, kept once and served again.") { Show(), Verify(), Export(), Import(), Prune() };

    private static Argument<string> Folder() => new("ledger") { Description = "Folder of the ledger." };

    private static Command Show()
    {
        var (folder, key, json) = (Folder(), new Argument<string?>("key") { Description = "First digits of a request's key: prints what was asked and answered.", Arity = ArgumentArity.ZeroOrOne }, CommonOptions.Json());
        var command = new Command("show", "Counts entries, answers, tokens and cost by teacher, model, run and stage; with a key, prints its entries.") { folder, key, json };
        command.SetAction((parsed, _) => Task.FromResult(Guard(() =>
        {
            var terminal = new Terminal(parsed.GetValue(json));
            using var ledger = Read(parsed.GetValue(folder)!);
            if (parsed.GetValue(key) is { } digits) return ShowEntries(ledger, digits.ToLowerInvariant(), terminal);
            var summary = ledger.Summary();
            if (terminal.IsJson) Terminal.WriteJson(LedgerJson.Of(ledger, summary));
            else LedgerTable.Print(terminal, ledger, summary);
            return ExitCodes.Done;
        })));
        return command;
    }

    private static int ShowEntries(CallLedger ledger, string digits, Terminal terminal)
    {
        var entries = ledger.EntriesOf(digits).ToList();
        if (entries.Count == 0) throw Usage($"no entry's key starts with '{digits}'; 'datapipe ledger export' writes them all");
        if (entries.Select(e => e.Key).Distinct().Count() is > 1 and var keys) throw Usage(string.Create(CultureInfo.InvariantCulture, $"{keys} keys start with '{digits}'; give more of its digits"));
        var request = ledger.FindRequest(entries[0].Key);
        if (terminal.IsJson) Terminal.WriteJson(LedgerJson.Of(entries, request));
        else LedgerTable.Print(terminal, entries, request);
        return ExitCodes.Done;
    }

    private static Command Verify()
    {
        var (folder, json) = (Folder(), CommonOptions.Json());
        var command = new Command("verify", "Reads every byte: checksums, keys of requests, indexes. Ends with 1 when something is damaged.") { folder, json };
        command.SetAction((parsed, cancellation) => Task.FromResult(Guard(() =>
        {
            var terminal = new Terminal(parsed.GetValue(json));
            using var ledger = Read(parsed.GetValue(folder)!);
            var check = LedgerCheck.Of(ledger, cancellation);
            if (terminal.IsJson) Terminal.WriteJson(LedgerJson.Of(check));
            else LedgerTable.Print(terminal, check);
            return check.IsSound ? ExitCodes.Done : ExitCodes.Failed;
        })));
        return command;
    }

    private static Command Export()
    {
        var (folder, json) = (Folder(), CommonOptions.Json());
        var file = new Argument<string>("file") { Description = "File to write: .jsonl (which 'import' reads) or .parquet." };
        var command = new Command("export", "Writes all entries to a file of JSON lines or to Parquet.") { folder, file, json };
        command.SetAction((parsed, cancellation) => GuardAsync(async () =>
        {
            var (terminal, path) = (new Terminal(parsed.GetValue(json)), parsed.GetValue(file)!);
            using var ledger = Read(parsed.GetValue(folder)!);
            var entries = Path.GetExtension(path) switch
            {
                ".jsonl" => await LedgerFiles.WriteLinesAsync(ledger, path, cancellation),
                ".parquet" => await LedgerFiles.WriteParquetAsync(ledger, path, cancellation),
                _ => throw Usage($"'{path}' ends neither with .jsonl nor with .parquet"),
            };
            return Tell(terminal, "exported", ("entries", entries));
        }));
        return command;
    }

    private static Command Import()
    {
        var (folder, json) = (Folder(), CommonOptions.Json());
        var source = new Argument<string>("source") { Description = "Folder of another ledger, or a .jsonl file that 'export' wrote." };
        var command = new Command("import", "Takes over the answers of another ledger or of exported lines; what is there already stays as it is.") { folder, source, json };
        command.SetAction((parsed, cancellation) => GuardAsync(async () =>
        {
            var (terminal, from) = (new Terminal(parsed.GetValue(json)), parsed.GetValue(source)!);
            if (!Directory.Exists(from) && !File.Exists(from)) throw Usage($"there is no ledger and no file '{from}'");
            using var ledger = CallLedger.Open(parsed.GetValue(folder)!, new LedgerOptions(), TimeProvider.System);
            var (taken, passed) = Directory.Exists(from) ? await FromLedgerAsync(ledger, from, cancellation) : await FromLinesAsync(ledger, from, cancellation);
            return Tell(terminal, "imported", ("taken", taken), ("passed", passed));
        }));
        return command;
    }

    private static async Task<(long Taken, long Passed)> FromLedgerAsync(CallLedger ledger, string from, CancellationToken cancellation)
    {
        using var other = Read(from);
        return await LedgerImport.FromLedgerAsync(ledger, other, cancellation);
    }

    private static async Task<(long Taken, long Passed)> FromLinesAsync(CallLedger ledger, string from, CancellationToken cancellation)
    {
        using var lines = new StreamReader(from);
        try
        {
            return await LedgerImport.FromLinesAsync(ledger, lines, cancellation);
        }
        catch (FormatException misfit)
        {
            throw new FaultException("DP5011", $"{from} is no export of a ledger: {misfit.Message}", misfit);
        }
    }

    private static Command Prune()
    {
        var (folder, json) = (Folder(), CommonOptions.Json());
        var before = new Option<string?>("--before") { Description = "Gives up entries from before a day, such as 2025-06-30 (UTC).", HelpName = "DAY" };
        var teacher = new Option<string?>("--teacher") { Description = "Gives up the entries of a teacher: its id, or the model that answered.", HelpName = "NAME" };
        var nonAnswers = new Option<bool>("--non-answers") { Description = "Gives up calls that are never served: refused, failed, cut short, filtered." };
        var simulated = new Option<bool>("--simulated") { Description = "Gives up simulated answers." };
        var command = new Command("prune", "Gives up entries and compacts the files. What was spent stays counted. Without options it only compacts.") { folder, before, teacher, nonAnswers, simulated, json };
        command.SetAction((parsed, _) => Task.FromResult(Guard(() =>
        {
            var pruning = new LedgerPruning
            {
                Before = Day(parsed.GetValue(before)), Teacher = parsed.GetValue(teacher), NonAnswers = parsed.GetValue(nonAnswers), Simulated = parsed.GetValue(simulated),
            };
            var (kept, dropped) = pruning.Apply(parsed.GetValue(folder)!, TimeProvider.System);
            return Tell(new Terminal(parsed.GetValue(json)), "pruned", ("kept", kept), ("given_up", dropped));
        })));
        return command;
    }

    private static DateTimeOffset? Day(string? text)
    {
        if (text is null) return null;
        return DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day) ? day : throw Usage($"--before takes a day like 2025-06-30, not '{text}'");
    }

    private static CallLedger Read(string folder) => CallLedger.Open(folder, new LedgerOptions { ReadOnly = true }, TimeProvider.System);

    private static int Tell(Terminal terminal, string what, params (string Name, long Count)[] counts)
    {
        if (terminal.IsJson) Terminal.WriteJson(new JsonObject([new("event", what), .. counts.Select(c => new KeyValuePair<string, JsonNode?>(c.Name, c.Count))]));
        else Console.Out.WriteLine($"{what}: {string.Join(", ", counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Count:#,0} {c.Name.Replace('_', ' ')}")))}");
        return ExitCodes.Done;
    }

    private static UsageException Usage(string message) => new([new Fault("DP5010", message, null)]);

    private static int Guard(Func<int> work) => GuardAsync(() => Task.FromResult(work())).GetAwaiter().GetResult();

    private static async Task<int> GuardAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (LedgerException failure)
        {
            throw new UsageException([new Fault("DP5010", failure.Message, null)]);
        }
    }
}
