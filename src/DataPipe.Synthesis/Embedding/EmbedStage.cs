using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Asking;
using DataPipe.Teachers.Embeddings;

namespace DataPipe.Synthesis.Embedding;

/// <summary>Embeds the texts of documents, or the questions of samples: one phase, one task a shard, every record on with its vector in a column. Embeddings are not kept in the ledger: a task that dies asks for its texts again.</summary>
/// <typeparam name="T">Document or sample.</typeparam>
internal sealed class EmbedStage<T>(EmbedOptions options, TeacherUse teacher, IEmbedderSource embedders, ChainPlan steps, Func<T, string> textOf) : IStage where T : class, IRecord<T>
{
    private const string PhaseName = "embed";

    public DatasetSchema Output => steps.Output;

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
        await using var flow = new RecordFlow<T>(context, steps);
        List<T> waiting = [];
        await foreach (var batch in context.ReadAsync<T>(task.Inputs[0], cancellation))
        {
            for (var i = 0; i < batch.Count; i++) waiting.Add(batch[i]);
            if (waiting.Count < atOnce * options.TextsPerRequest) continue;
            await EmbedAsync(waiting, embedder, atOnce, flow, context, cancellation);
            waiting.Clear();
        }

        await EmbedAsync(waiting, embedder, atOnce, flow, context, cancellation);
        await flow.CommitAsync(cancellation);
    }

    private async Task EmbedAsync(List<T> records, NamedEmbedder embedder, int atOnce, RecordFlow<T> flow, ITaskContext context, CancellationToken cancellation)
    {
        var requests = records.Chunk(options.TextsPerRequest).Select(some => (Records: some, Texts: some.Select(d => TextOf(d, context)).ToArray())).ToList();
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

    private string TextOf(T record, ITaskContext context)
    {
        var text = textOf(record);
        if (text.Length <= options.MaxCharacters) return text;
        context.Warn("text-cut", $"of '{record.Id}' the first {options.MaxCharacters} of {text.Length} characters are embedded ('max-characters')");
        return text[..(char.IsHighSurrogate(text[options.MaxCharacters - 1]) && options.MaxCharacters > 1 ? options.MaxCharacters - 1 : options.MaxCharacters)];
    }
}
