using System.Text;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Files;
using DataPipe.Synthesis.Preferences;
using DataPipe.Synthesis.Prompts;
using DataPipe.Synthesis.Recipes;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Simulation;

/// <summary>Conversations of several turns: a teacher answers, another plays the user and asks on, until it ends the conversation or the turns are used up.</summary>
internal sealed class SimulateRecipe(SimulateOptions options, TeacherUse teacher, TeacherUse user, PromptTemplate answer, PromptTemplate ask) : IRecipe<Sample>
{
    private const string Turns = "turns";

    /// <summary>The sample has no question.</summary>
    public static readonly DropReason NoPrompt = new("no-prompt");

    /// <summary>The conversation ended before it had as many answers as asked for.</summary>
    public static readonly DropReason TooFewTurns = new("too-few-turns");

    public string Name => "simulate";

    public IReadOnlyList<TeacherUse> Teachers { get; } = [teacher, user];

    public IReadOnlyList<NoteColumn> Columns { get; } = [new("turns", NoteType.Integer, "Answers in the conversation."), new("ended_by", NoteType.Text, "Why it ended: the user, the turns, or a message that could not be used.")];

    public IReadOnlyList<string> Steps => [Turns];

    public static IStage Create(SimulateOptions options, IStageSetup setup, ITeacherSource teachers)
    {
        if (options.MinTurns > options.Turns) setup.Faults.Add("DP1305", $"'min-turns' is {options.MinTurns} and 'turns' is {options.Turns}", setup.At("min-turns"));
        return new RecipeStage<Sample>(
            new SimulateRecipe(
                options, TeacherUse.Find(setup, options.Teacher, "teacher"), TeacherUse.Find(setup, options.User, "user"), PromptTemplate.Load(setup, options.AnswerPrompt, "answer-prompt", "prompt"),
                PromptTemplate.Load(setup, options.UserPrompt, "user-prompt", "conversation", "end")),
            new RecordSeeds<Sample>(options.RecordsPerTask), setup, teachers);
    }

    public async Task<IReadOnlyList<Made>> MakeAsync(Sample seed, Interview interview, CancellationToken cancellation)
    {
        List<ChatMessage> turns = [.. Conversation.PromptOf(seed)];
        if (turns.Count == 0) return [new Made(seed with { Notes = Notes.None }, []).Dropped(Turns, NoPrompt)];
        List<Heard> answers = [];
        DropReason? fault = null;
        var ended = "turns";
        while (true)
        {
            var heard = await interview.AskAsync(0, new Prompt { Messages = Conversation.Messages(turns, answer), Temperature = options.Temperature, MaxTokens = options.MaxTokens }, cancellation);
            if (heard.Fault is { } broken)
            {
                // What was said before stands: the user's last message goes with the answer that it lacks.
                (fault, ended) = (broken, broken.Name);
                if (answers.Count > 0) turns.RemoveAt(turns.Count - 1);
                break;
            }

            answers.Add(heard);
            turns.Add(new ChatMessage("assistant", heard.Text) { Reasoning = heard.Reasoning });
            if (answers.Count == options.Turns) break;
            var next = await interview.AskAsync(
                1,
                new Prompt
                {
                    Messages = ask.Fill(new Dictionary<string, string> { ["conversation"] = Conversation.Transcript(turns), ["end"] = options.EndMark }),
                    Temperature = options.UserTemperature, MaxTokens = options.UserMaxTokens,
                },
                cancellation);
            if (next.Fault is not null || next.Text.Contains(options.EndMark, StringComparison.OrdinalIgnoreCase))
            {
                ended = next.Fault is { } bad ? $"user {bad.Name}" : "user";
                break;
            }

            turns.Add(new ChatMessage("user", next.Text));
        }

        var made = new Made(
            new Sample(
                $"simulate-{RecordIds.Hash([seed.Id, .. turns.Select(t => t.Content)])}", turns, seed.Task, RecipeSample.Made($"{answer.Identity} {ask.Identity}", [seed]))
            {
                Notes = new Notes([NoteValue.Of((long)answers.Count), NoteValue.Of(ended)]),
            },
            [.. interview.Calls.Select((_, call) => new Heard("", null, null, call)), .. answers.TakeLast(1)]);
        return [answers.Count == 0 && fault is { } none ? made.Dropped(Turns, none) : answers.Count < options.MinTurns ? made.Dropped(Turns, TooFewTurns, ended) : made];
    }

    public IReadOnlyList<AskPlan> Asks(SeedVolume? seeds)
    {
        // Ours: where nothing is known an answer is a page at most, and half of what it may be.
        double UsualBytes(int tokens) => Math.Min(700, 0.5 * tokens) * TextSize.UsualBytesPerToken;
        var (usual, most) = (UsualBytes(options.MaxTokens) + UsualBytes(options.UserMaxTokens), (options.MaxTokens + options.UserMaxTokens) * TextSize.MaxBytesPerToken);
        return
        [
            Of(teacher.Name, "answers", options.Turns, answer.SizeBytes("prompt", (seeds?.MeanBytes ?? 0) + ((options.Turns - 1) * usual / 2)), answer.SizeBytes("prompt", (seeds?.MaxBytes ?? 0) + ((options.Turns - 1) * most)), options.MaxTokens),
            Of(user.Name, "messages of the user", options.Turns - 1, Asked((seeds?.MeanBytes ?? 0) + (options.Turns * usual / 2)), Asked((seeds?.MaxBytes ?? 0) + (options.Turns * most)), options.UserMaxTokens),
        ];

        double Asked(double conversation) => ask.SizeBytes(new Dictionary<string, double> { ["conversation"] = conversation, ["end"] = Encoding.UTF8.GetByteCount(options.EndMark) });

        AskPlan Of(string name, string what, int turns, double expected, double atMost, int maxTokens) => new(
            name, what, seeds is null ? null : new AskVolume(seeds.Count * turns, expected, 1), seeds is null ? null : new AskVolume(seeds.Count * turns, atMost, 1), maxTokens,
            (seeds?.MaxTurns ?? 1) + (2 * options.Turns) + 1);
    }
}
