using DataPipe.Core.Faults;
using DataPipe.Core.Stages;
using DataPipe.Execution.Pipelines;
using DataPipe.Execution.Runs;
using DataPipe.Execution.Tasks;
using DataPipe.Synthesis.Asking;
using DataPipe.Teachers;
using DataPipe.Teachers.Batches;
using DataPipe.Teachers.Budget;
using DataPipe.Teachers.Ledger;
using DataPipe.Teachers.Pricing;

namespace DataPipe.Cli.Costing;

/// <summary>What the teachers of a run will cost, before any of them is asked.</summary>
internal static class AskCosts
{
    private static readonly ModelPrice NoPrice = new("", 0, 0);

    /// <summary>The costs of all stages that are not done, each as if nothing of it were done yet.</summary>
    /// <param name="plans">How far each stage is.</param>
    /// <param name="setting">The run.</param>
    /// <param name="calls">What the ledger knows of earlier calls.</param>
    /// <param name="cancellation">Ends the reading of inputs.</param>
    /// <exception cref="FaultException">DP5000: a teacher's options do not describe one.</exception>
    public static async Task<IReadOnlyList<AskCost>> OfAsync(IReadOnlyList<StagePlan> plans, TaskSetting setting, IReadOnlyList<CallTally> calls, CancellationToken cancellation)
    {
        List<AskCost> costs = [];
        var receipts = plans.ToDictionary(p => p.Stage.Name, p => p.Receipt, StringComparer.Ordinal);
        foreach (var plan in plans)
        {
            if (plan.State == StageState.Done || plan.Stage.Stage is not IAskingStage stage) continue;
            var inputs = new PlannedInputs(plan.Stage, receipts, setting);
            var asks = await stage.AsksAsync(inputs.Datasets(), inputs, cancellation);
            var learnt = Learnt(plan.Stage, asks, calls);
            costs.AddRange(asks.Select(ask => Of(plan.Stage, ask, asks, learnt)));
        }

        return costs;
    }

    private static AskCost Of(BoundStage stage, AskPlan ask, IReadOnlyList<AskPlan> asks, Dictionary<AskPlan, double> learnt)
    {
        var options = OptionsOf(stage, ask.Teacher);
        var (identity, price) = Known(ask.Teacher, options);
        var inBatch = options.Batch is { } batch && batch.Choose((int)Math.Min(batch.MaxRequests, ask.Expected?.Requests ?? 1)) != BatchMode.Online;
        var mean = learnt.TryGetValue(ask, out var length) ? length : (double?)null;
        var carried = ask.Carries.Sum(c => c.Count * LengthOf(c.What)) * TextSize.UsualBytesPerToken;
        var expected = ask.Expected is { PromptBytes: { } bytes } volume ? volume with { PromptBytes = bytes + carried } : ask.Expected;
        return new AskCost(stage.Name, ask, identity, price, Estimate(ask, expected, price, inBatch, mean)?.Expected, Estimate(ask, ask.AtMost, price, inBatch: false, mean)?.AtMost, mean) { InBatch = inBatch };

        // Over all teachers that are asked for it.
        double LengthOf(string what)
        {
            AskPlan[] those = [.. asks.Where(a => a.What == what)];
            return those.Length == 0 ? 0 : those.Average(a => learnt.TryGetValue(a, out var known) ? known : a.UsualTokens ?? CostEstimate.GuessedTokens(a.MaxTokens));
        }
    }

    // How long answers are by those in the ledger, for every kind of request that it knows.
    private static Dictionary<AskPlan, double> Learnt(BoundStage stage, IReadOnlyList<AskPlan> asks, IReadOnlyList<CallTally> calls)
    {
        Dictionary<AskPlan, double> learnt = new(ReferenceEqualityComparer.Instance);
        foreach (var ofTeacher in asks.GroupBy(a => a.Teacher, StringComparer.Ordinal))
        {
            var options = OptionsOf(stage, ofTeacher.Key);
            AskPlan[] those = [.. ofTeacher];
            if (AnswerLength.MeanOf(Known(ofTeacher.Key, options).Identity, options.Seed, stage.Name, calls) is not { } mean) continue;
            var level = AnswerLength.Level(those, mean);
            foreach (var ask in those) learnt[ask] = AnswerLength.At(level, ask, those);
        }

        return learnt;
    }

    private static TeacherOptions OptionsOf(BoundStage stage, string teacher) =>
        stage.Resources.FirstOrDefault(r => r.Section == TeacherUse.Section && r.Name == teacher)?.Options as TeacherOptions ?? new TeacherOptions();

    private static (TeacherIdentity Identity, KnownPrice Price) Known(string name, TeacherOptions options)
    {
        try
        {
            var identity = TeacherFactory.IdentityOf(options);
            return (identity, PriceTable.Of(identity, options.Price));
        }
        catch (TeacherConfigurationException mistake)
        {
            throw new FaultException("DP5000", $"teacher '{name}' cannot be used: {mistake.Message}", mistake);
        }
    }

    // Tokens are counted without a price too.
    private static CostEstimate? Estimate(AskPlan ask, AskVolume? volume, KnownPrice price, bool inBatch, double? meanOutputTokens) =>
        volume is not { PromptBytes: { } bytes }
            ? null
            : CostEstimate.Of(
                [new RequestGroup(volume.Requests, bytes, (long)Math.Ceiling(bytes), ask.Messages, volume.Samples, ask.MaxTokens)],
                price with { Price = price.Price ?? NoPrice },
                inBatch,
                meanOutputTokens ?? ask.UsualTokens);
}
