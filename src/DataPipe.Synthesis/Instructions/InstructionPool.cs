using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Synthesis.Files;
using DataPipe.Teachers.Terms;

namespace DataPipe.Synthesis.Instructions;

/// <summary>The instructions that a round starts from: seeds, and what the rounds before accepted.</summary>
internal sealed class InstructionPool
{
    /// <summary>Longest seed that is shown to a teacher and compared with, in UTF-16 code units: what is longer is no instruction, and would fill every request that shows it.</summary>
    public const int MaxSeedChars = 20_000;

    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly List<PoolEntry> _human = [];
    private readonly List<PoolEntry> _machine = [];

    /// <summary>Written by people.</summary>
    public IReadOnlyList<PoolEntry> Human => _human;

    /// <summary>Written by a teacher: accepted here, or read with the seeds.</summary>
    public IReadOnlyList<PoolEntry> Machine => _machine;

    /// <summary>Ids of seeds that are too long to be shown.</summary>
    public List<string> TooLong { get; } = [];

    /// <summary>What the rounds before accepted, in order.</summary>
    public List<AcceptedInstruction> Accepted { get; } = [];

    /// <summary>Reads the pool as the rounds before <paramref name="round"/> left it.</summary>
    /// <exception cref="FaultException">DP2014: the seed datasets hold no instruction.</exception>
    public static async Task<InstructionPool> LoadAsync(TaskSpec task, int round, ITaskContext context, CancellationToken cancellation)
    {
        var pool = new InstructionPool();
        foreach (var input in task.Inputs)
            await foreach (var batch in context.ReadAsync<Sample>(input, cancellation))
                for (var i = 0; i < batch.Count; i++)
                    pool.AddSeed(batch[i]);
        if (pool._texts.Count == 0)
            throw new FaultException("DP2014", $"stage '{context.Stage}' was given no seed instruction: its 'from' needs samples with an instruction", null);
        foreach (var accepted in await LoadAcceptedAsync(context, round, cancellation)) pool.Add(accepted);
        return pool;
    }

    /// <summary>Whether the round before found the target reached and so wrote nothing: the cheap way to see that there is nothing left to do.</summary>
    public static bool IsFinishedBefore(int round, ITaskContext context) =>
        round > 1 && context.FindWork(SelfInstructStage.KeepPhase(round - 1), 0, SelfInstructStage.AcceptedName).Count == 0;

    /// <summary>What the rounds before <paramref name="round"/> accepted, in order.</summary>
    public static async Task<List<AcceptedInstruction>> LoadAcceptedAsync(ITaskContext context, int round, CancellationToken cancellation)
    {
        List<AcceptedInstruction> accepted = [];
        for (var before = round - 1; before > 0; before--)
        {
            // A round that came after the target writes nothing, so the last one that wrote has all.
            var files = context.FindWork(SelfInstructStage.KeepPhase(before), 0, SelfInstructStage.AcceptedName);
            if (files.Count == 0) continue;
            await foreach (var row in JsonLines.ReadAsync(context, files, InstructionRows.Default.AcceptedInstruction, cancellation)) accepted.Add(row);
            break;
        }

        return accepted;
    }

    /// <summary>Whether the very same text is there.</summary>
    public bool Contains(string text) => _texts.Contains(text);

    public void Add(AcceptedInstruction instruction)
    {
        _texts.Add(instruction.Text);
        _machine.Add(new PoolEntry(instruction.Id, instruction.Text) { Use = instruction.Use });
        Accepted.Add(instruction);
    }

    /// <summary>The instruction of a seed: its own, or what its user says first; white space collapsed.</summary>
    public static string TextOf(Sample seed)
    {
        var text = seed.Task.Instruction;
        for (var i = 0; i < seed.Messages.Count && text.Length == 0; i++)
            if (seed.Messages[i].Role == "user")
                text = seed.Messages[i].Content;
        return InstructionList.Collapse(text);
    }

    private void AddSeed(Sample sample)
    {
        var text = TextOf(sample);
        if (text.Length > MaxSeedChars)
        {
            TooLong.Add(sample.Id);
            return;
        }

        if (text.Length == 0 || !_texts.Add(text)) return;
        var origin = sample.Provenance;
        (origin.Teacher is null ? _human : _machine).Add(new PoolEntry(sample.Id, text) { Use = PermittedUse.OfRecord(origin.Use, origin.Teacher) });
    }
}
