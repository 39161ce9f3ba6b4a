using System.Globalization;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Files;

namespace DataPipe.Synthesis.Conversations;

/// <summary>
/// Conversations of others as samples: cleaned file by file, then in one task without those that came before, and split by tokens. Whatever goes is counted with its reason.
/// </summary>
internal sealed class ConversationsStage(ConversationsOptions options, IReadOnlyList<InputFile> files, ChainPlan steps) : IStage
{
    private const string Clean = "clean";
    private const string Keep = "keep";
    private const string Generator = "conversations";

    /// <summary>The same id came before.</summary>
    public static readonly DropReason DuplicateId = new("duplicate-id");

    /// <summary>The same first question and answer came before.</summary>
    public static readonly DropReason DuplicateStart = new("duplicate-start");

    /// <summary>One question with its answer is longer than a piece may be.</summary>
    public static readonly DropReason PairTooLong = new("pair-too-long");

    private static readonly IReadOnlyList<NoteColumn> Columns = [new("language", NoteType.Text, "ISO 639 code of the language, und when undetermined."), new("piece", NoteType.Integer, "Number of the piece of its conversation, from 0.")];
    private static readonly DatasetSchema WorkSchema = Rejects.Schema(new DatasetSchema(RecordType.Sample, Columns));

    public DatasetSchema Output => steps.Output;

    public static IStage Create(ConversationsOptions options, IStageSetup setup)
    {
        if (options.Files.Count == 0) setup.Faults.Add("DP1209", "'files' names no file", setup.At("files"));
        return new ConversationsStage(options, setup.Files(options.Files, "files"), ChainPlan.Build(new DatasetSchema(RecordType.Sample, Columns), setup.Steps, setup.Faults));
    }

    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs) =>
    [
        new Phase(Clean, [.. files.Select((file, i) => new TaskSpec(Clean, i, TaskInput.File(file)))]),
        new Phase(Keep, [new TaskSpec(Keep, 0)]),
    ];

    public Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation) => task.Phase == Clean ? CleanAsync(task, context, cancellation) : KeepAsync(context, cancellation);

    private async Task CleanAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        var path = task.Inputs[0].Shard.Name;
        var name = files.FirstOrDefault(f => f.Path == path)?.Name ?? Path.GetFileName(path);
        await using var stream = await context.OpenFileAsync(path, cancellation);
        await using var work = context.CreateWork<Sample>(Clean, WorkSchema);
        var (done, read) = (0L, 0L);
        string? firstFault = null;
        var flat = new FlatTrees(options.MaxThreads, context.Warn);
        await foreach (var record in SourceRecords.ReadAsync(stream, name, cancellation))
        {
            context.Advance(record.EndBytes - done);
            done = record.EndBytes;
            IReadOnlyList<RawConversation> conversations = [];
            var fault = record.Fault;
            try
            {
                if (fault is null && options.Format == ConversationFormat.OpenAssistant && FlatTrees.IsMessage(record.Value))
                {
                    if (flat.BeginsAnother(record.Value)) await WriteAsync(flat.Take(), flat.FirstLine);
                    flat.Add(record.Value, record.Number, SourceRecords.PlaceOf(name, record));
                }
                else if (fault is null)
                {
                    conversations = ConversationReader.Read(record.Value, options);
                }
            }
            catch (FormatException wrong)
            {
                fault = wrong.Message;
            }

            if (fault is not null)
            {
                firstFault ??= $"{SourceRecords.PlaceOf(name, record)}: {fault}";
                context.Warn("malformed-line", $"{SourceRecords.PlaceOf(name, record)}: {fault}");
            }

            await WriteAsync(conversations, record.Number);
        }

        await WriteAsync(flat.Take(), flat.FirstLine);
        if (read == 0) throw new FaultException("DP2011", $"the file '{path}' holds no conversation{(firstFault is null ? ": it is empty" : $"; the first fault: {firstFault}")}", null);
        await work.CommitAsync(cancellation);

        async ValueTask WriteAsync(IReadOnlyList<RawConversation> conversations, long number)
        {
            foreach (var raw in conversations)
            {
                read++;
                await work.WriteAsync(Row(raw, number, name), cancellation);
            }
        }
    }

    private Sample Row(RawConversation raw, long number, string file)
    {
        var (turns, language, fault) = ConversationCleaner.Clean(raw, options);
        var id = raw.Id.Length > 0 ? raw.Id : $"chat-{RecordIds.Hash([file, number.ToString(CultureInfo.InvariantCulture), .. turns.Select(t => t.Content)])}";
        return Of(id, turns, new Notes([NoteValue.Of(language), NoteValue.Of(0L), NoteValue.Of(fault is null ? null : Clean), NoteValue.Of(fault?.Name), NoteValue.Absent]));
    }

    // What came before is known by 64 bits of hash: two numbers a conversation.
    private async Task KeepAsync(ITaskContext context, CancellationToken cancellation)
    {
        context.Tally.Expect([Clean, Keep]);
        await using var flow = new RecordFlow<Sample>(context, steps);
        HashSet<ulong> ids = [], starts = [];
        for (var file = 0; file < files.Count; file++)
            foreach (var work in context.FindWork(Clean, file, Clean))
                await foreach (var batch in context.ReadWorkAsync<Sample>(work, WorkSchema, cancellation))
                    for (var i = 0; i < batch.Count; i++)
                        await JudgeAsync(batch[i]);
        await flow.CommitAsync(cancellation);

        async ValueTask JudgeAsync(Sample row)
        {
            var sample = row.WithNotes(new Notes([row.Notes[0], row.Notes[1]])).CountTokens(context.TokenCounter);
            if (row.Notes[3].Text is { } reason) await flow.DropAsync(sample, Clean, new DropReason(reason), cancellation);
            else if (!ids.Add(HashOf(sample.Id))) await flow.DropAsync(sample, Keep, DuplicateId, cancellation);
            // Threads of one tree begin alike and are no copies of each other.
            else if (options.Format != ConversationFormat.OpenAssistant && !starts.Add(HashOf([.. sample.Messages.Where(m => m.Role != "system").Take(2).Select(m => m.Content)])))
                await flow.DropAsync(sample, Keep, DuplicateStart, cancellation);
            else
            {
                var pieces = ConversationSplitter.Split(sample.Messages, options.MaxTokens, options.TurnTokens, context.TokenCounter);
                for (var piece = 0; piece < pieces.Count; piece++)
                {
                    var id = piece == 0 ? sample.Id : string.Create(CultureInfo.InvariantCulture, $"{sample.Id}/{piece}");
                    var part = Of(id, pieces[piece].Turns, new Notes([sample.Notes[0], NoteValue.Of((long)piece)])).CountTokens(context.TokenCounter);
                    if (pieces[piece].Fits) await flow.OfferAsync(part, cancellation);
                    else await flow.DropAsync(part, Keep, PairTooLong, cancellation);
                }
            }
        }
    }

    private static ulong HashOf(params ReadOnlySpan<string> parts) => ulong.Parse(RecordIds.Hash(parts), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private Sample Of(string id, IReadOnlyList<ChatMessage> turns, Notes notes) => new(
        id, turns, new TaskLabel(Generator, turns.FirstOrDefault(t => t.Role == "user")?.Content ?? "", "", false, 0),
        // Who answered is not told; that it was a model is, but for what volunteers wrote.
        options.Format == ConversationFormat.OpenAssistant ? Provenance.Human(Generator) : new Provenance(Generator, "unknown/unknown", false, null, []))
    {
        Notes = notes,
    };
}
