using System.Runtime.CompilerServices;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Synthesis.Asking;
using DataPipe.Teachers.Terms;

namespace DataPipe.Synthesis.Recipes;

/// <summary>Has a recipe ask about the seeds of a task, several at a time, and gives what came of them in the order of the seeds, with its provenance.</summary>
internal sealed class SeedAsker<TSeed>(IRecipe<TSeed> recipe, ISeeds<TSeed> seeds, ITeacherSource source)
{
    public async IAsyncEnumerable<Made> MakeAsync(TaskSpec task, ITaskContext context, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var list = await seeds.ReadAsync(task, context, cancellation);
        NamedTeacher[] teachers = [.. recipe.Teachers.Select(use => NamedTeacher.Open(source, use, context.Warn))];
        await foreach (var some in InOrder.WorkAsync(list, Math.Max(1, teachers.Sum(t => t.MaxConcurrency)), OneAsync, cancellation))
            foreach (var made in some)
                yield return made;

        async Task<IReadOnlyList<Made>> OneAsync(TSeed seed, CancellationToken stop)
        {
            var interview = new Interview(seeds.IdOf(seed), context.Seed, teachers);
            var made = await recipe.MakeAsync(seed, interview, stop);
            if (made.Count == 0) throw new InvalidOperationException($"the recipe '{recipe.Name}' lost '{seeds.IdOf(seed)}'");
            return Signed(made, interview, seeds.UseOf(seed), context);
        }
    }

    // Each call in equal parts for all that it made; a call that nothing names is the first one's.
    private List<Made> Signed(IReadOnlyList<Made> made, Interview interview, string? seedUse, ITaskContext context)
    {
        var makers = interview.Calls.Select((_, call) => Makers(made, call)).ToArray();
        List<Made> signed = [];
        for (var at = 0; at < made.Count; at++)
        {
            if (made[at].IsPassedOn)
            {
                signed.Add(made[at] with { Sample = made[at].Sample.CountTokens(context.TokenCounter) });
                continue;
            }

            List<CallTrace?> calls = [];
            for (var call = 0; call < makers.Length; call++)
                if (makers[call].IndexOf(at) is var share and >= 0)
                    calls.Add(interview.Calls[call].Trace.Share(share, makers[call].Count));

            var sample = made[at].Sample;
            var last = made[at].By.Count > 0 ? interview.Calls[made[at].By[^1].Call] : default;
            var origin = sample.Provenance with
            {
                Generator = recipe.Name,
                Teacher = last.Teacher?.Identity ?? sample.Provenance.Teacher,
                Simulated = sample.Provenance.Simulated || calls.Any(c => c!.Simulated),
                Model = calls.LastOrDefault(c => c?.Model is not null)?.Model ?? sample.Provenance.Model,
            };
            var provenance = CallTrace.On(origin, calls, PermittedUse.MostRestrictive(seedUse, sample.Provenance.Use));
            signed.Add(made[at] with { Sample = (sample with { Provenance = provenance }).CountTokens(context.TokenCounter) });
        }

        return signed;
    }

    private static List<int> Makers(IReadOnlyList<Made> made, int call)
    {
        List<int> makers = [];
        for (var at = 0; at < made.Count; at++)
            if (made[at].By.Any(heard => heard.Call == call))
                makers.Add(at);
        if (makers.Count > 0) return makers;
        for (var at = 0; at < made.Count; at++)
            if (!made[at].IsPassedOn)
                return [at];
        return makers;
    }
}
