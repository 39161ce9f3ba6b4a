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
        // Ours: a user ends one conversation in five at each of its messages.
        const string Answers = "answers", Messages = "messages of the user";
        const double GoesOn = 0.8, UsualMessageTokens = 20;
        var most = (options.MaxTokens + options.UserMaxTokens) * TextSize.MaxBytesPerToken;
        var (answers, before) = Turns(options.Turns);
        var (messages, beforeMessage) = Turns(options.Turns - 1);
        return
        [
            Of(teacher.Name, Answers, answers, options.Turns, answer.SizeBytes("prompt", seeds?.MeanBytes ?? 0), answer.SizeBytes("prompt", (seeds?.MaxBytes ?? 0) + ((options.Turns - 1) * most)), options.MaxTokens)
                with { Carries = [new(Answers, before), new(Messages, before)] },
            Of(user.Name, Messages, messages, options.Turns - 1, Asked(seeds?.MeanBytes ?? 0), Asked((seeds?.MaxBytes ?? 0) + (options.Turns * most)), options.UserMaxTokens)
                with { Carries = [new(Answers, beforeMessage + 1), new(Messages, beforeMessage)], UsualTokens = Math.Min(UsualMessageTokens, options.UserMaxTokens) },
        ];

        // How many of so many turns a conversation comes to, and how many of a kind stand before one, on the mean.
        static (double Count, double Before) Turns(int most)
        {
            var (count, before, odds) = (0.0, 0.0, 1.0);
            for (var turn = 0; turn < most; turn++, odds *= GoesOn) (count, before) = (count + odds, before + (odds * turn));
            return (count, count == 0 ? 0 : before / count);
        }

        double Asked(double conversation) => ask.SizeBytes(new Dictionary<string, double> { ["conversation"] = conversation, ["end"] = Encoding.UTF8.GetByteCount(options.EndMark) });

        AskPlan Of(string name, string what, double usually, int turns, double expected, double atMost, int maxTokens) => new(
            name, what, seeds is null ? null : new AskVolume((long)Math.Round(seeds.Count * usually), expected, 1), seeds is null ? null : new AskVolume(seeds.Count * turns, atMost, 1), maxTokens,
            (seeds?.MaxTurns ?? 1) + (2 * options.Turns) + 1);
    }
}
