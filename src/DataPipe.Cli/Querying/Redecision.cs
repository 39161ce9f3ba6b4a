using System.Text.Json;
using DataPipe.Core.Faults;
using DataPipe.Core.Steps;
using DataPipe.Execution.Configuration;
using DataPipe.Execution.Pipelines;

namespace DataPipe.Cli.Querying;

/// <summary>What a stage decided on every record, and what it would decide with other limits, by the signals that are stored.</summary>
internal sealed class Redecision
{
    private readonly IReadOnlyList<PassedStep> _steps;
    private readonly Dictionary<string, PassedStep> _changed;

    private Redecision(DatasetView view, IReadOnlyList<PassedStep> steps, Dictionary<string, PassedStep> changed)
    {
        (_steps, _changed) = (steps, changed);
        Columns = [.. steps.SelectMany(s => s.Rules.Select(r => r.Signal.Name).Append(s.VerdictColumn)).Distinct().Where(c => view.Schema.IndexOf(c) >= 0)];
    }

    /// <summary>The columns it needs.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Counts and tokens by outcome, in the order of steps and their rules: what was decided and what would be.</summary>
    public IReadOnlyList<(Outcome Outcome, Sum Before, Sum After)> Sums =>
        [.. _sums.OrderBy(s => Order(s.Key)).ThenBy(s => s.Key.Reason, StringComparer.Ordinal).Select(s => (s.Key, s.Value.Before, s.Value.After))];

    /// <summary>Records that were dropped and would be kept.</summary>
    public long NowKept { get; private set; }

    /// <summary>Records that were kept and would be dropped.</summary>
    public long NowDropped { get; private set; }

    private readonly Dictionary<Outcome, (Sum Before, Sum After)> _sums = [];

    /// <summary>Prepares to decide again.</summary>
    /// <param name="view">The dataset.</param>
    /// <param name="steps">Its stage's steps.</param>
    /// <param name="records">The same as the receipt has them.</param>
    /// <param name="sets">Changes, each STEP.OPTION=VALUE.</param>
    /// <exception cref="FaultException">A change cannot be decided on by what is stored; all of them are told.</exception>
    public static Redecision Of(DatasetView view, IReadOnlyList<PassedStep> steps, IReadOnlyList<StepRecord> records, IReadOnlyList<string> sets)
    {
        var faults = new FaultList();
        Dictionary<string, PassedStep> changed = [];
        foreach (var set in sets)
        {
            if (Parse(set) is not var (name, option, value))
            {
                faults.Add("DP1222", $"'{set}' is not STEP.OPTION=VALUE, such as gopher-quality.min-words=30", null);
                continue;
            }

            if (steps.FirstOrDefault(s => s.Entry.Name == name) is not { Rules.Count: > 0 } step)
            {
                var deciding = steps.Where(s => s.Rules.Count > 0).Select(s => s.Entry.Name).ToArray();
                faults.Add("DP1222", $"stage '{view.Receipt.Stage}' has no step '{name}' that decides by signals{NearestName.Hint(name, deciding)}; it has {(deciding.Length == 0 ? "none" : string.Join(", ", deciding))}", null);
                continue;
            }

            if (!step.IsStored(view.Schema))
            {
                faults.Add("DP1224", $"the signals of '{name}' are not stored in '{view.Receipt.Stage}': run it again with --set stages.{view.Receipt.Stage}.steps.{name}.with.signals=true", null);
                continue;
            }

            try
            {
                var before = changed.GetValueOrDefault(name, step);
                var record = records.First(r => r.Name == name);
                var after = before.With(record with { Options = OptionsJson(before) }, option, value);
                if (after.Rules.SequenceEqual(before.Rules) && before.Rules.All(r => r.Option != option))
                    faults.Add("DP1223", $"'{option}' of '{name}' says what is measured, not what is kept: run the stage again; limits are {string.Join(", ", before.Rules.Select(r => r.Option))}", null);
                changed[name] = after;
            }
            catch (FaultException wrong)
            {
                foreach (var fault in wrong.Faults) faults.Add(fault.Code, fault.Message, fault.At);
            }
        }

        faults.ThrowIfAny();
        return new Redecision(view, steps, changed);
    }

    /// <summary>Takes a record in.</summary>
    public void Add(JsonElement row)
    {
        var tokens = row.GetProperty("tokens").GetInt64();
        var (before, after) = (Decide(row, isChanged: false), Decide(row, isChanged: true));
        if (before.IsDrop && after.IsKeep) NowKept++;
        if (before.IsKeep && after.IsDrop) NowDropped++;
        Sum(before, new Sum(1, tokens), default);
        Sum(after, default, new Sum(1, tokens));
    }

    private void Sum(Outcome outcome, Sum before, Sum after)
    {
        var sum = _sums.GetValueOrDefault(outcome);
        _sums[outcome] = (sum.Before + before, sum.After + after);
    }

    private Outcome Decide(JsonElement row, bool isChanged)
    {
        var dropper = SignalRows.Text(row, "rejected_by");
        var isReached = true; // by the record, when the stage ran
        foreach (var step in _steps)
        {
            var name = step.Entry.Name;
            if (!isReached) return Outcome.Undecided(name);
            var stored = dropper == name ? SignalRows.Text(row, "rejected_because") : SignalRows.Text(row, step.VerdictColumn) is { } mark && mark != SignalColumns.Keep ? mark : null;
            var reason = isChanged && _changed.TryGetValue(name, out var other) && !(dropper == name && other.Rules.Any(r => double.IsNaN(SignalRows.Number(row, r.Signal))))
                ? other.Rules.FirstOrDefault(r => r.Fails(SignalRows.Number(row, r.Signal)))?.Reason.Name
                : stored;
            if (reason is not null) return Outcome.Drop(name, reason);
            if (dropper == name) isReached = false;
        }

        // Dropped by the stage itself, or by a step that is known no more.
        if (dropper is not null && isReached) return Outcome.Drop(dropper, SignalRows.Text(row, "rejected_because") ?? "");
        return Outcome.Keep;
    }

    private int Order(Outcome outcome)
    {
        if (outcome.IsKeep) return int.MaxValue;
        for (var i = 0; i < _steps.Count; i++)
        {
            if (_steps[i].Entry.Name != outcome.Step) continue;
            for (var j = 0; j < _steps[i].Rules.Count; j++)
                if (_steps[i].Rules[j].Reason.Name == outcome.Reason)
                    return 1000 * (i + 1) + j;
            return 1000 * (i + 1) + 999;
        }

        return 0;
    }

    private static string OptionsJson(PassedStep step) => CanonicalJson.Of(step.Options, []);

    // STEP.OPTION=VALUE, also with the path that a pipeline has for it; options as in pipelines or as in code.
    private static (string Step, string Option, string Value)? Parse(string set)
    {
        var equals = set.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0) return null;
        var path = set[..equals].Split('.');
        if (path is ["stages", _, "steps", var named, "with", var deep]) return (named, deep, set[(equals + 1)..]);
        return path is [var step, var option] ? (step, option.Any(char.IsUpper) ? KebabCase.Of(option) : option, set[(equals + 1)..]) : null;
    }
}
