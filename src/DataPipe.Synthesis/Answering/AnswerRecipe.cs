using DataPipe.Core.Catalogues;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Files;
using DataPipe.Synthesis.Preferences;
using DataPipe.Synthesis.Prompts;
using DataPipe.Synthesis.Recipes;
using DataPipe.Synthesis.Verifying;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Answering;

/// <summary>Has teachers answer prompts that are given, reasoning apart from answer, and keeps what is whole and, where there is a ground truth, right.</summary>
internal sealed class AnswerRecipe(AnswerOptions options, IReadOnlyList<TeacherUse> teachers, PromptTemplate prompt, IReadOnlyList<SystemMessage> systems, Verifier? verifier) : IRecipe<Sample>
{
    private const string Answers = "answers";
    private const string Check = "check";

    /// <summary>The sample has no question.</summary>
    public static readonly DropReason NoPrompt = new("no-prompt");

    /// <summary>The reply has no line that begins with the answer mark.</summary>
    public static readonly DropReason NoAnswerMark = new("no-answer-mark");

    /// <summary>The answer came without reasoning.</summary>
    public static readonly DropReason NoReasoning = new("no-reasoning");

    /// <summary>Fewer characters than asked for.</summary>
    public static readonly DropReason TooShort = new("too-short");

    /// <summary>The prompt has no ground truth.</summary>
    public static readonly DropReason NoGroundTruth = new("no-ground-truth");

    /// <summary>The check failed.</summary>
    public static readonly DropReason Wrong = new("wrong");

    /// <summary>Too few answers to the prompt pass.</summary>
    public static readonly DropReason TooHard = new("too-hard");

    /// <summary>Too many answers to the prompt pass.</summary>
    public static readonly DropReason TooEasy = new("too-easy");

    /// <summary>Enough right answers to the prompt are kept.</summary>
    public static readonly DropReason EnoughAnswers = new("enough-answers");

    /// <summary>The same answer to the same prompt came before.</summary>
    public static readonly DropReason Same = new("same");

    /// <summary>No teacher's share has the prompt.</summary>
    public static readonly DropReason OutsideShares = new("outside-shares");

    public string Name => "answer";

    public IReadOnlyList<TeacherUse> Teachers => teachers;

    public IReadOnlyList<NoteColumn> Columns { get; } =
    [
        new("system_message", NoteType.Text, "Id of the system message that the prompt got."),
        new("pass_rate", NoteType.Number, "Share of this teacher's answers to the prompt that passed the check, 0..1."),
        new("check_detail", NoteType.Text, "What the check found, where it failed."),
    ];

    public IReadOnlyList<string> Steps => [Answers, Check];

    public static IStage Create(AnswerOptions options, IStageSetup setup, ITeacherSource source)
    {
        if (options.Teachers.Count == 0) setup.Faults.Add("DP1207", "'teachers' names no teacher: who shall answer?", setup.At("teachers"));
        if (options.Shares.Count > options.Teachers.Count) setup.Faults.Add("DP1302", $"'shares' has {options.Shares.Count} numbers for {options.Teachers.Count} teachers", setup.At("shares"));
        if (options.Check is { } check && check.MinPassRate > check.MaxPassRate)
            setup.Faults.Add("DP1303", "'min-pass-rate' is more than 'max-pass-rate': no prompt is kept", setup.At("check"));
        return new RecipeStage<Sample>(
            new AnswerRecipe(
                options, [.. options.Teachers.Select(name => TeacherUse.Find(setup, name, "teachers"))], PromptTemplate.Load(setup, options.Prompt, "prompt", "prompt"),
                options.SystemMessages is { } file ? SystemMessage.Load(setup, file, "system-messages") : [], options.Check is { } checks ? new Verifier(checks.Sandbox) : null),
            new RecordSeeds<Sample>(options.RecordsPerTask), setup, source);
    }

    public async Task<IReadOnlyList<Made>> MakeAsync(Sample seed, Interview interview, CancellationToken cancellation)
    {
        var question = Conversation.PromptOf(seed);
        if (question.Count == 0) return [new Made(seed with { Notes = Notes.None }, []).Dropped(Answers, NoPrompt)];
        var system = systems.Count == 0 ? null : SystemMessage.Choose(systems, seed.Task.Name, interview);
        if (system is { Text.Length: > 0 } && question[0].Role != "system") question = [new ChatMessage("system", system.Text), .. question];
        List<Made> made = [];
        for (var teacher = 0; teacher < teachers.Count; teacher++)
        {
            // One draw for all teachers, so that the shares are nested.
            if (interview.Fraction("share") >= ShareOf(teacher)) continue;
            var heard = await interview.AskAsync(
                teacher,
                new Prompt
                {
                    Messages = Conversation.Messages(question, prompt), Temperature = options.Temperature, TopP = options.TopP, MaxTokens = options.MaxTokens,
                    ReasoningEffort = options.ReasoningEffort,
                },
                options.Answers, cancellation);
            List<Made> answers = [.. heard.Select(h => Judge(seed, question, system, teacher + 1, h))];
            made.AddRange(verifier is null ? answers : await CheckedAsync(seed, answers, verifier, cancellation));
        }

        // A teacher that says the very same twice gives one sample; its calls and its pass rate count both.
        HashSet<string> ids = new(StringComparer.Ordinal);
        for (var i = 0; i < made.Count; i++)
            if (made[i].IsKept && !ids.Add(made[i].Sample.Id))
                made[i] = made[i].Dropped(Answers, Same);
        return made.Count > 0 ? made : [new Made(seed with { Notes = Notes.None }, []).Dropped(Answers, OutsideShares)];
    }

    private Made Judge(Sample seed, IReadOnlyList<ChatMessage> question, SystemMessage? system, int round, Heard heard)
    {
        var (text, reasoning) = (heard.Text, heard.Reasoning);
        DropReason? fault = heard.Fault;
        if (fault is null && options.AnswerMark is { } mark)
        {
            if (AnswerMark.Split(text, mark) is not { } parts) fault = NoAnswerMark;
            else
            {
                text = parts.Answer;
                reasoning = reasoning is null ? parts.Reasoning : parts.Reasoning is null ? reasoning : $"{reasoning}\n\n{parts.Reasoning}";
            }
        }

        if (fault is null && text.Length == 0) fault = Heard.Empty;
        else if (fault is null && text.Length < options.MinChars) fault = TooShort;
        else if (fault is null && options.RequireReasoning && reasoning is null) fault = NoReasoning;
        ChatMessage[] messages = text.Length == 0 ? [.. question] : [.. question, new ChatMessage("assistant", text) { Reasoning = reasoning }];
        var sample = seed with
        {
            Id = $"answer-{RecordIds.Hash(seed.Id, teachers[round - 1].Name, system?.Id ?? "", text, reasoning ?? "")}",
            Messages = messages, Task = seed.Task with { Round = round }, Provenance = RecipeSample.Made(prompt.Identity, [seed]),
            Notes = new Notes([NoteValue.Of(system?.Id)]),
        };
        var made = new Made(sample, [heard]);
        return fault is { } reason ? made.Dropped(Answers, reason) : made;
    }

    // The rate is over all answers that were asked for: a refusal and a cut answer did not pass.
    private async Task<IReadOnlyList<Made>> CheckedAsync(Sample seed, List<Made> answers, Verifier check, CancellationToken cancellation)
    {
        var verdicts = new CheckResult?[answers.Count];
        for (var i = 0; i < answers.Count; i++)
            if (answers[i].IsKept && seed.GroundTruth is not null)
                verdicts[i] = await check.CheckAsync(answers[i].Sample, cancellation);
        var rate = answers.Count == 0 ? 0 : (double)verdicts.Count(v => v?.Passed == true) / answers.Count;
        var bounds = options.Check!;
        DropReason? band = seed.GroundTruth is null ? NoGroundTruth : rate < bounds.MinPassRate ? TooHard : rate > bounds.MaxPassRate ? TooEasy : null;
        var best = Enumerable.Range(0, answers.Count).Where(i => verdicts[i]?.Passed == true)
            .DistinctBy(i => answers[i].Sample.Id).OrderBy(i => answers[i].Sample.Messages[^1].Content.Length).ThenBy(i => i).Take(bounds.KeepPerPrompt ?? int.MaxValue).ToHashSet();
        List<Made> judged = [];
        for (var i = 0; i < answers.Count; i++)
        {
            var sample = answers[i].Sample;
            var noted = answers[i] with { Sample = sample with { Notes = new Notes([sample.Notes[0], NoteValue.Of(rate), NoteValue.Of(verdicts[i]?.Detail)]) } };
            judged.Add(
                !noted.IsKept ? noted
                : band is { } reason ? noted.Dropped(Check, reason)
                : verdicts[i] is not { Passed: true } ? noted.Dropped(Check, Wrong, verdicts[i]?.Detail)
                : best.Contains(i) ? noted : noted.Dropped(Check, EnoughAnswers));
        }

        return judged;
    }

    private double ShareOf(int teacher) => teacher < options.Shares.Count ? options.Shares[teacher] : 1;

    public IReadOnlyList<AskPlan> Asks(SeedVolume? seeds)
    {
        var most = systems.Count == 0 ? 0 : systems.Max(s => System.Text.Encoding.UTF8.GetByteCount(s.Text));
        return
        [
            .. teachers.Select((teacher, i) => new AskPlan(
                teacher.Name, i == 0 ? "answers" : $"answers of '{teacher.Name}'",
                seeds is null ? null : new AskVolume((long)Math.Round(seeds.Count * ShareOf(i)), UsualBytes(seeds.MeanBytes), options.Answers),
                // A server that gives one answer however many are wanted is asked once for each.
                seeds is null ? null : new AskVolume(ShareOf(i) > 0 ? seeds.Count * options.Answers : 0, prompt.SizeBytes("prompt", seeds.MaxBytes) + most, 1),
                options.MaxTokens, prompt.MessageCount + (seeds?.MaxTurns ?? 1) - (systems.Count == 0 ? 1 : 0))),
        ];
    }

    // A system message stands in the place of the template's own; which collections the prompts are of is not looked at.
    private double UsualBytes(double question)
    {
        var own = prompt.SizeBytes("prompt", question);
        var weights = systems.Sum(s => s.UsualWeight);
        if (weights == 0) return own;
        var asked = prompt.UserSizeBytes("prompt", question);
        return systems.Sum(s => s.UsualWeight / weights * (s.Text.Length == 0 ? own : asked + System.Text.Encoding.UTF8.GetByteCount(s.Text)));
    }
}
