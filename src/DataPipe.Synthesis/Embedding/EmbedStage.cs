using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Asking;
using DataPipe.Teachers.Embeddings;

namespace DataPipe.Synthesis.Embedding;

/// <summary>Embeds the texts of documents: one phase, one task a shard, every document on with its vector in a column. Embeddings are not kept in the ledger: a task that dies asks for its texts again.</summary>
internal sealed class EmbedStage(EmbedOptions options, TeacherUse teacher, IEmbedderSource embedders, ChainPlan steps) : IStage
{
    public const string Name = "embed";

    private const string PhaseName = "embed";

    public DatasetSchema Output => steps.Output;

    /// <summary>Makes the stage. A teacher that embeds nothing is fault DP5012, a column that is there already DP1210, inputs of different columns DP1017.</summary>
    public static IStage Create(EmbedOptions options, IStageSetup setup, IEmbedderSource embedders)
    {
        var teacher = TeacherUse.Find(setup, options.Teacher, "teacher");
        if (teacher.Options.Kind == "anthropic")
            setup.Faults.Add("DP5012", $"teacher '{options.Teacher}' is of kind anthropic, which offers no embeddings: name one of kind openai, azure-openai or simulated", setup.At("teacher"));
        var schema = InputSchema.Common(setup);
        if (schema.IndexOf(options.Column) >= 0)
            setup.Faults.Add("DP1210", $"the inputs of stage '{setup.Stage}' have a column '{options.Column}' already: give 'column' another name", setup.At("column"));
        schema = schema.With([new NoteColumn(options.Column, NoteType.Vector, $"Embedding of the text by {teacher.Options.Model}.")]);
        return new EmbedStage(options, teacher, embedders, ChainPlan.Build(schema, setup.Steps, setup.Faults));
    }

    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs)
    {
        List<TaskSpec> tasks = [];
        for (var dataset = 0; dataset < inputs.Count; dataset++)
            foreach (var shard in inputs[dataset].Shards)
                tasks.Add(new TaskSpec(PhaseName, tasks.Count, new TaskInput(dataset, shard)));
        return [new Phase(PhaseName, tasks)];
    }

    public async Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        var embedder = NamedEmbedder.Open(embedders, teacher, new EmbeddingOptions { Dimensions = options.Dimensions, MaxTexts = options.TextsPerRequest });
        var atOnce = Math.Max(1, teacher.Options.MaxConcurrency);
        await using var flow = new RecordFlow<Document>(context, steps);
        List<Document> waiting = [];
        await foreach (var batch in context.ReadAsync<Document>(task.Inputs[0], cancellation))
        {
            for (var i = 0; i < batch.Count; i++) waiting.Add(batch[i]);
            if (waiting.Count < atOnce * options.TextsPerRequest) continue;
            await EmbedAsync(waiting, embedder, atOnce, flow, context, cancellation);
            waiting.Clear();
        }

        await EmbedAsync(waiting, embedder, atOnce, flow, context, cancellation);
        await flow.CommitAsync(cancellation);
    }

    private async Task EmbedAsync(List<Document> documents, NamedEmbedder embedder, int atOnce, RecordFlow<Document> flow, ITaskContext context, CancellationToken cancellation)
    {
        var requests = documents.Chunk(options.TextsPerRequest).Select(some => (Documents: some, Texts: some.Select(d => TextOf(d, context)).ToArray())).ToList();
        var at = 0;
        await foreach (var vectors in InOrder.WorkAsync(requests, atOnce, (request, stop) => embedder.EmbedAsync([.. request.Texts.Where(t => t.Length > 0)], stop), cancellation))
        {
            var (some, texts) = requests[at++];
            for (int i = 0, next = 0; i < some.Length; i++)
            {
                var vector = texts[i].Length == 0 ? NoteValue.Absent : NoteValue.Of(vectors[next++]);
                await flow.OfferAsync(some[i].WithNotes(some[i].Notes.Append([vector])), cancellation);
            }
        }
    }

    private string TextOf(Document document, ITaskContext context)
    {
        var text = document.Text.ToString();
        if (text.Length <= options.MaxCharacters) return text;
        context.Warn("text-cut", $"of document '{document.Id}' the first {options.MaxCharacters} of {text.Length} characters are embedded ('max-characters')");
        return text[..(char.IsHighSurrogate(text[options.MaxCharacters - 1]) && options.MaxCharacters > 1 ? options.MaxCharacters - 1 : options.MaxCharacters)];
    }
}
