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
            foreach (var ofTeacher in asks.GroupBy(a => a.Teacher, StringComparer.Ordinal))
                costs.AddRange(Of(plan.Stage, ofTeacher.Key, [.. ofTeacher], calls));
        }

        return costs;
    }

    private static IEnumerable<AskCost> Of(BoundStage stage, string name, IReadOnlyList<AskPlan> asks, IReadOnlyList<CallTally> calls)
    {
        var options = stage.Resources.FirstOrDefault(r => r.Section == TeacherUse.Section && r.Name == name)?.Options as TeacherOptions ?? new TeacherOptions();
        var (identity, price) = Known(name, options);
        var mean = AnswerLength.MeanOf(identity, stage.Name, calls) is { } all ? AnswerLength.Level(asks, all) : (double?)null;
        return asks.Select(ask =>
        {
            var inBatch = options.Batch is { } batch && batch.Choose((int)Math.Min(batch.MaxRequests, ask.Expected?.Requests ?? 1)) != BatchMode.Online;
            var atMost = Estimate(ask, ask.AtMost, price, inBatch: false, mean)?.AtMost;
            return new AskCost(stage.Name, ask, identity, price, Estimate(ask, ask.Expected, price, inBatch, mean)?.Expected, atMost, mean) { InBatch = inBatch };
        });
    }

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
