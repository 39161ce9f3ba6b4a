using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Prompts;
using DataPipe.Teachers;
using DataPipe.Teachers.Terms;

namespace DataPipe.Synthesis.Rating;

/// <summary>Has a teacher rate samples: difficulty of the question, quality of the answer or of the question, and topic become columns, and thresholds are left to the pipeline. One task a shard; nothing is dropped.</summary>
internal sealed class RateStage(RateOptions options, TeacherUse teacher, ITeacherSource teachers, PromptTemplate prompt, ChainPlan steps) : IAskingStage
{
    public const string Name = "rate";
    private const string PhaseName = "rate";
    private const int Ahead = 256;

    // {"difficulty": 3, "quality": 4, "topic": "information seeking"} in tokens.
    private const double UsualTokens = 22;

    /// <summary>The columns that it adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns(RatedPart of)
    {
        var (before, rated) = of == RatedPart.Answer ? ("", "how good the answer is") : ("question_", "how clear and complete the question is");
        return
        [
            new($"{before}difficulty", NoteType.Integer, "How hard the question is, as a teacher rates it, 1 to 5; absent without a rating."),
            new($"{before}quality", NoteType.Integer, $"H{rated[1..]}, as a teacher rates it, 1 to 5; absent without a rating."),
            new($"{before}topic", NoteType.Text, "Topic that a teacher chose; absent without a rating."),
            new($"{before}rated_by", NoteType.Text, "The teacher, provider/model; absent without a rating."),
        ];
    }

    public DatasetSchema Output => steps.Output;

    /// <summary>Makes the stage; no topic is fault DP1347, columns that are there already DP1210.</summary>
    public static IStage Create(RateOptions options, IStageSetup setup, ITeacherSource teachers)
    {
        var schema = InputSchema.Common(setup);
        var columns = Columns(options.Of);
        foreach (var column in columns)
            if (schema.IndexOf(column.Name) >= 0) setup.Faults.Add("DP1210", $"the inputs of stage '{setup.Stage}' have a column '{column.Name}' already: rate each part once, the answer or, with 'of: question', the question", setup.At("from"));
        if (options.Topics.Count == 0) setup.Faults.Add("DP1347", "'topics' names none: leave it out for those of Magpie", setup.At("topics"));
        return new RateStage(
            options, TeacherUse.Find(setup, options.Teacher, "teacher"), teachers, options.Of == RatedPart.Answer
                ? PromptTemplate.Load(setup, options.Prompt ?? new("prompts/rate.md", ""), "prompt", "question", "answer", "topics")
                : PromptTemplate.Load(setup, options.Prompt ?? new("prompts/rate-question.md", ""), "prompt", "question", "topics"),
            ChainPlan.Build(schema.With(columns), setup.Steps, setup.Faults));
    }

    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs)
    {
        List<TaskSpec> tasks = [];
        for (var dataset = 0; dataset < inputs.Count; dataset++)
            foreach (var shard in inputs[dataset].Shards)
                tasks.Add(new TaskSpec(PhaseName, tasks.Count, new TaskInput(dataset, shard)));
        return [new Phase(PhaseName, tasks) { Waits = teacher.InBatches }];
    }

    public async Task<IReadOnlyList<AskPlan>> AsksAsync(IReadOnlyList<StageInput>? inputs, IInputRecords records, CancellationToken cancellation)
    {
        var (requests, bytes) = (0L, 0.0);
        for (var dataset = 0; dataset < (inputs?.Count ?? 0); dataset++)
            foreach (var shard in inputs![dataset].Shards)
                await foreach (var batch in records.ReadAsync<Sample>(new TaskInput(dataset, shard), cancellation))
                    for (var i = 0; i < batch.Count; i++)
                        if (Shown(batch[i]) is { } shown)
                            (requests, bytes) = (requests + 1, bytes + prompt.SizeBytes(shown.ToDictionary(v => v.Key, v => (double)System.Text.Encoding.UTF8.GetByteCount(v.Value))));
        var volume = inputs is null ? null : new AskVolume(requests, requests == 0 ? 0 : bytes / requests, 1);
        return [new AskPlan(teacher.Name, "ratings", volume, volume, options.MaxTokens, prompt.MessageCount) { UsualTokens = UsualTokens }];
    }

    public async Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        var named = NamedTeacher.Open(teachers, teacher, context.Warn);
        await using var flow = new RecordFlow<Sample>(context, steps);
        List<Sample> waiting = [];
        var most = Math.Max(Ahead, named.MaxConcurrency);
        await foreach (var batch in context.ReadAsync<Sample>(task.Inputs[0], cancellation))
        {
            for (var i = 0; i < batch.Count; i++) waiting.Add(batch[i]);
            if (waiting.Count < most) continue;
            await RateAsync(waiting, named, flow, context, cancellation);
            waiting.Clear();
        }

        await RateAsync(waiting, named, flow, context, cancellation);
        await flow.CommitAsync(cancellation);
    }

    private async Task RateAsync(List<Sample> samples, NamedTeacher named, RecordFlow<Sample> flow, ITaskContext context, CancellationToken cancellation)
    {
        var at = 0;
        await foreach (var reply in InOrder.WorkAsync(samples, named.MaxConcurrency, AskAsync, cancellation))
        {
            var sample = samples[at++];
            var rating = reply is Reply.Answered { Choices: [{ IsCutShort: false } choice, ..] } ? SampleRating.Parse(choice.Text, options.Topics) : null;
            if (rating is null) context.Warn(reply is null ? "no-answer" : "unrated", $"sample '{sample.Id}': {(reply is null ? "there is nothing to rate" : "the teacher gave no rating that can be read")}");
            var notes = sample.Notes.Append(rating is null ? [NoteValue.Absent, NoteValue.Absent, NoteValue.Absent, NoteValue.Absent]
                : [NoteValue.Of((long)rating.Difficulty), NoteValue.Of((long)rating.Quality), NoteValue.Of(rating.Topic), NoteValue.Of(named.Identity)]);
            // Who rates takes part in what the set becomes: its terms count.
            var origin = reply is null ? sample.Provenance : sample.Provenance with { Use = PermittedUse.MostRestrictive(PermittedUse.OfRecord(sample.Provenance.Use, sample.Provenance.Teacher), named.Use) };
            await flow.OfferAsync(sample with { Notes = notes, Provenance = origin }, cancellation);
        }

        async Task<Reply?> AskAsync(Sample sample, CancellationToken stop) => Shown(sample) is { } shown
            ? await named.AskAsync(
                new Prompt
                {
                    Messages = prompt.Fill(shown), Temperature = options.Temperature, MaxTokens = options.MaxTokens,
                    JsonSchema = options.SendSchema ? SampleRating.Schema(options.Topics) : null, JsonSchemaName = options.SendSchema ? "rating" : null,
                },
                stop)
            : null;
    }

    // The last answer and all that was said before it, null where nobody answered; of a question without an answer all there is.
    private Dictionary<string, string>? Shown(Sample sample)
    {
        var last = sample.Messages.Count - 1;
        while (last > 0 && sample.Messages[last].Role != "assistant") last--;
        if (options.Of == RatedPart.Question && last <= 0) last = sample.Messages.Count;
        if (last <= 0) return null;
        var before = sample.Messages.Take(last).ToList();
        var question = before.Count == 1 ? before[0].Content : string.Join("\n\n", before.Select(m => $"[{m.Role}]\n{m.Content}"));
        var shown = new Dictionary<string, string> { ["question"] = question, ["topics"] = string.Join(", ", options.Topics) };
        if (options.Of == RatedPart.Answer) shown["answer"] = sample.Messages[last].Content;
        return shown;
    }
}
