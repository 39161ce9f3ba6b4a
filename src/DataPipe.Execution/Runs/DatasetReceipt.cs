using DataPipe.Core.Datasets;
using DataPipe.Core.Stages;
using DataPipe.Execution.Pipelines;

namespace DataPipe.Execution.Runs;

/// <summary>The receipt of a whole stage: its dataset is complete and this is what it holds.</summary>
/// <param name="Stage">Name of the stage.</param>
/// <param name="Pipeline">Name of the pipeline.</param>
/// <param name="Use">Catalogue name of the stage.</param>
/// <param name="Inputs">Names of the stages it read.</param>
/// <param name="Recipe">Hash of what the dataset's bytes depend on.</param>
/// <param name="Fingerprint">Hash of the recipe and of the versions of all outside files.</param>
/// <param name="Tokenizer">How tokens were counted.</param>
/// <param name="Schema">Schema of the dataset.</param>
/// <param name="Shards">Its shards, in order.</param>
/// <param name="Rejects">Shards of what was dropped.</param>
/// <param name="Tally">Sum of the tasks' tallies.</param>
/// <param name="TaskSeconds">Sum of the tasks' wall times.</param>
public sealed record DatasetReceipt(
    string Stage, string Pipeline, string Use, IReadOnlyList<string> Inputs, string Recipe, string Fingerprint, string Tokenizer,
    DatasetSchema Schema, IReadOnlyList<Shard> Shards, IReadOnlyList<Shard> Rejects, Tally Tally, double TaskSeconds)
{
    /// <summary>The steps its records passed, with their options.</summary>
    public IReadOnlyList<StepRecord> Steps { get; init; } = [];

    /// <summary>Files beside the dataset, such as a table of clusters or an index.</summary>
    public IReadOnlyList<Shard> Extras { get; init; } = [];

    /// <summary>All files of the stage.</summary>
    internal IEnumerable<Shard> Lasting => Shards.Concat(Rejects).Concat(Extras);

    /// <summary>Records of the dataset.</summary>
    public long Records => Shards.Sum(s => s.Records);

    /// <summary>Tokens of the dataset.</summary>
    public long Tokens => Shards.Sum(s => s.Tokens);

    /// <summary>Bytes of its files.</summary>
    public long Bytes => Shards.Sum(s => s.Bytes);
}
