using System.CommandLine;
using System.Text.Json.Nodes;
using DataPipe.Cli.Costing;
using DataPipe.Cli.Tables;
using DataPipe.Cli.Wiring;
using DataPipe.Core.Faults;
using DataPipe.Core.Stages;
using DataPipe.Execution.Runs;
using DataPipe.Synthesis.Asking;
using DataPipe.Teachers.Budget;
using DataPipe.Teachers.Ledger;
using Spectre.Console;

namespace DataPipe.Cli.Verbs;

using Text = Spectre.Console.Text;

/// <summary><c>datapipe plan</c>: what a run would do.</summary>
internal static class PlanVerb
{
    public static Command Create()
    {
        var (pipeline, run, set, json) = (CommonOptions.Pipeline(), CommonOptions.Run(), CommonOptions.Set(), CommonOptions.Json());
        var command = new Command("plan", "Shows stages, phases and tasks: what is done, what is to do, and what a change would run again, and what teachers will cost.") { pipeline, run, set, json };
        command.SetAction((parsed, cancellation) => PlanAsync(parsed.GetValue(pipeline)!, parsed.GetValue(run), parsed.GetValue(set)!, new Terminal(parsed.GetValue(json)), cancellation));
        return command;
    }

    private static async Task<int> PlanAsync(string file, string? run, string[] sets, Terminal terminal, CancellationToken cancellation)
    {
        await using var workplace = new Workplace();
        var pipeline = UsageException.Guard(() => workplace.Bind(file, sets));
        var folder = Workplace.RunFolder(run, pipeline);
        var setting = workplace.Setting(pipeline, folder);
        var plans = await RunPlan.OfAsync(pipeline, setting.Store, cancellation);
        // Replay asks nobody.
        IReadOnlyList<AskCost> costs = pipeline.Section<LedgerUse>()?.Replay == true ? [] : await AskCosts.OfAsync(plans, setting, Calls(workplace.LedgerFolder), cancellation);
        var caps = costs.Count == 0 ? [] : CapCheck.All(pipeline.Section<BudgetOptions>(), costs);
        if (terminal.IsJson)
        {
            Terminal.WriteJson(new JsonObject { ["pipeline"] = pipeline.Definition.Name, ["run"] = folder, ["stages"] = new JsonArray([.. plans.Select(p => (JsonNode)Json(p))]), ["asks"] = AskJson.Of(costs), ["budget"] = AskJson.Of(caps) });
            return ExitCodes.Done;
        }

        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("stage", "use", "reads", "state", "phases (tasks done/all)");
        foreach (var plan in plans)
            table.AddRow(new Markup($"[bold]{Markup.Escape(plan.Stage.Name)}[/]"), new Text(plan.Stage.Entry.Name), new Text(string.Join(", ", plan.Stage.Inputs.Select(i => i.Name))),
                new Markup($"[{Colour(plan.State)}]{Markup.Escape(plan.Why)}[/]"), new Text(Phases(plan)));
        terminal.Out.Write(table);
        var todo = plans.Count(p => p.State != StageState.Done);
        terminal.Out.WriteLine(todo == 0 ? $"all {plans.Count} stages are done in {folder}" : $"{todo} of {plans.Count} stages to run in {folder}");
        foreach (var (plan, lines) in plans.Select(p => (p, Explanation(p))).Where(p => p.Item2.Count > 0))
        {
            terminal.Out.WriteLine($"\n{plan.Stage.Name}:");
            foreach (var line in lines) terminal.Out.WriteLine($"  {line}");
        }

        AskTable.Print(terminal, costs, caps);
        return ExitCodes.Done;
    }

    private static IReadOnlyList<string> Explanation(StagePlan plan) => plan.Stage.Stage is IExplainedStage explained ? explained.Explanation : [];

    // What was asked before, by all runs that share the ledger; only read.
    private static IReadOnlyList<CallTally> Calls(string ledgerFolder)
    {
        if (!Directory.Exists(ledgerFolder)) return [];
        try
        {
            using var ledger = CallLedger.Open(ledgerFolder, new LedgerOptions { ReadOnly = true }, TimeProvider.System);
            return ledger.Summary().Tallies;
        }
        catch (LedgerException broken)
        {
            throw new FaultException("DP5010", broken.Message, broken);
        }
    }

    private static string Phases(StagePlan plan) =>
        plan.Phases is null
            ? "planned when its inputs are there"
            : string.Join(", ", plan.Phases.GroupBy(p => p.Name.TrimEnd("0123456789".ToCharArray()).TrimEnd('-')).Select(Phase));

    // Rounds are phases that differ in their number alone.
    private static string Phase(IGrouping<string, PhasePlan> rounds) =>
        $"{(rounds.Count() == 1 ? rounds.First().Name : $"{rounds.Key} (x{rounds.Count()})")}: {rounds.Sum(p => p.TasksDone)}/{rounds.Sum(p => p.Tasks)}";

    private static string Colour(StageState state) => state switch { StageState.Done => "green", StageState.New => "grey", StageState.Started => "blue", _ => "yellow" };

    private static JsonObject Json(StagePlan plan) => new()
    {
        ["stage"] = plan.Stage.Name, ["use"] = plan.Stage.Entry.Name, ["state"] = plan.State.ToString().ToLowerInvariant(), ["why"] = plan.Why, ["fingerprint"] = plan.Stage.Fingerprint,
        ["explanation"] = new JsonArray([.. Explanation(plan).Select(line => (JsonNode)line)]),
        ["phases"] = plan.Phases is null ? null : new JsonArray([.. plan.Phases.Select(p => (JsonNode)new JsonObject { ["name"] = p.Name, ["tasks"] = p.Tasks, ["tasks_done"] = p.TasksDone })]),
    };
}
