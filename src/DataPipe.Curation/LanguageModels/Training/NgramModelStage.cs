using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Text.LanguageModels;

namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>
/// Trains an n-gram language model with interpolated modified Kneser-Ney smoothing, as KenLM's lmplz does, in bounded memory: the phases are count and estimate.
/// The model is a file beside the dataset; the dataset tells what is in it. The same model for any shards and workers. Source: Heafield et al. 2013.
/// </summary>
public sealed class NgramModelStage : IStage
{
    /// <summary>Its name.</summary>
    public const string Name = "ngram-model";

    /// <summary>Folder of the model below the stage's.</summary>
    public const string Folder = "model";

    /// <summary>Extension of models.</summary>
    public const string Extension = ".ngrams";

    /// <summary>Extension of models in the ARPA format.</summary>
    public const string ArpaExtension = ".arpa";

    private const string Estimate = "estimate";

    private readonly NgramModelOptions _options;

    private NgramModelStage(NgramModelOptions options) => _options = options;

    /// <summary>The columns of the dataset: one record for each order.</summary>
    public static IReadOnlyList<NoteColumn> Columns { get; } =
    [
        new("model", NoteType.Text, "File of the model, below the stage's folder."),
        new("order", NoteType.Integer, "Length of the n-grams, in words."),
        new("ngrams", NoteType.Integer, "How many there are in the model."),
        new("pruned", NoteType.Integer, "How many occur in the text and were left out."),
        new("discount_1", NoteType.Number, "What was taken off a count of 1."),
        new("discount_2", NoteType.Number, "What was taken off a count of 2."),
        new("discount_3", NoteType.Number, "What was taken off a count of 3 or more."),
    ];

    /// <inheritdoc/>
    public DatasetSchema Output { get; } = new(RecordType.Document, Columns);

    /// <summary>Makes the stage. Options that do not fit each other are fault DP1260.</summary>
    public static IStage Create(NgramModelOptions options, IStageSetup setup)
    {
        if (options.Prune.Count > 0 && (options.Prune.Count > options.Order || options.Prune[0] != 0 || options.Prune.Zip(options.Prune.Skip(1)).Any(p => p.Second < p.First)))
            setup.Faults.Add("DP1260", "'prune' has a number for every order from single words up, the first 0 and each at least that before, such as [0, 0, 1]", setup.At("prune"));
        if (options.DiscountFallback.Count is not (0 or 3))
            setup.Faults.Add("DP1260", "'discount-fallback' has three numbers: for counts of 1, of 2, and of 3 and more", setup.At("discount-fallback"));
        return new NgramModelStage(options);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs) => EstimateWork.Plan(inputs, Estimate);

    /// <inheritdoc/>
    public Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation) => _options.Order switch
    {
        2 => RunAsync<NgramEntry2>(task, context, cancellation),
        3 => RunAsync<NgramEntry3>(task, context, cancellation),
        4 => RunAsync<NgramEntry4>(task, context, cancellation),
        5 => RunAsync<NgramEntry5>(task, context, cancellation),
        NgramModel.MaxOrder => RunAsync<NgramEntry6>(task, context, cancellation),
        _ => throw new ArgumentException($"no model has the order {_options.Order}", nameof(task)),
    };

    private Task RunAsync<T>(TaskSpec task, ITaskContext context, CancellationToken cancellation) where T : unmanaged => task.Phase switch
    {
        EstimateWork.Count => new CountTask<T>(_options, context).RunAsync(task, cancellation),
        Estimate => new EstimateTask<T>(_options, context).RunAsync(task, cancellation),
        _ => throw new ArgumentException($"stage '{Name}' has no phase '{task.Phase}'", nameof(task)),
    };
}
