using DataPipe.Core.Records;
using DataPipe.Teachers.Terms;

namespace DataPipe.Synthesis.Instructions;

/// <summary>The instructions shown in one request for new ones.</summary>
/// <param name="Seed">Seed of the provider's sampling.</param>
/// <param name="Examples">The instructions, in the order shown.</param>
internal sealed record InContext(long Seed, IReadOnlyList<PoolEntry> Examples)
{
    /// <summary>The most restrictive use of the examples; null when people wrote them.</summary>
    public string? Use => Examples.Aggregate((string?)null, (use, example) => PermittedUse.MostRestrictive(use, example.Use));

    /// <summary>Draws from the pool by chance of seed, round and request number alone: human-written ones, some machine-written ones, and more human-written ones where those are too few.</summary>
    public static InContext Draw(InstructionPool pool, SelfInstructOptions options, int round, int request, long seed)
    {
        var id = $"{round}/{request}";
        var machine = Pick(pool.Machine, options.MachineExamples, $"{id}/machine", seed);
        var human = Pick(pool.Human, options.HumanExamples + options.MachineExamples - machine.Count, $"{id}/human", seed);
        List<PoolEntry> examples = [.. machine, .. human];
        for (var i = examples.Count - 1; i > 0; i--)
        {
            var j = Below(i + 1, $"{id}/order/{i}", seed);
            (examples[i], examples[j]) = (examples[j], examples[i]);
        }

        return new InContext((long)(Chance.Bits($"{id}/sampling", seed) >> 33), examples);
    }

    // Robert Floyd's sampling: each subset is equally likely, with one draw a member.
    private static List<PoolEntry> Pick(IReadOnlyList<PoolEntry> from, int count, string id, long seed)
    {
        List<PoolEntry> picked = [];
        HashSet<int> taken = [];
        for (var j = Math.Max(0, from.Count - count); j < from.Count; j++)
        {
            var at = Below(j + 1, $"{id}/{j}", seed);
            if (!taken.Add(at)) taken.Add(at = j);
            picked.Add(from[at]);
        }

        return picked;
    }

    private static int Below(int bound, string id, long seed) => (int)(Chance.Bits(id, seed) % (ulong)bound);
}
