using System.Globalization;

namespace DataPipe.Teachers.Simulated;

/// <summary>
/// A teacher that needs no model: its answers follow from the prompt, the seed and the sample number alone. It knows the requests of
/// data-curation jobs by their structure and answers in the form they ask for; what it says is not to be believed.
/// </summary>
public sealed class SimulatedTeacher : ITeacher
{
    /// <summary>The one model there is.</summary>
    public const string ModelName = "simulated-1";

    private const int MaxInputTokens = 128_000;
    private const int MaxOutputTokens = 16_384;

    private static readonly IAnswerShape[] Shapes =
    [
        new PreQueryShape(), new SchemaShape(), new PromptRewriteShape(), new SamePromptShape(), new RephraseShape(), new OpenExampleShape(), new CellTasksShape(),
        new PassageQuestionsShape(), new UserTurnShape(), new JudgeShape(),
        new ClassificationQuestionShape(), new InstructionBlockShape(), new InstanceShape(), new TaskListShape(), new FinalAnswerShape(), new FormShape(), new PlainAnswerShape(),
    ];

    private readonly long _seed;

    /// <summary>Makes a teacher; teachers of one seed answer alike.</summary>
    /// <param name="seed">Seed of all answers, besides the prompt's own.</param>
    public SimulatedTeacher(long seed)
    {
        _seed = seed;
        Id = string.Create(CultureInfo.InvariantCulture, $"simulated/{ModelName}@in-process?seed={seed}");
    }

    /// <inheritdoc/>
    public TeacherIdentity Identity => Itself;

    /// <summary>What all simulated teachers in process are.</summary>
    internal static TeacherIdentity Itself { get; } = new("simulated", ModelName, "in-process", Simulated: true, Version: "1");

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public Task<Reply> AskAsync(Prompt prompt, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? Task.FromCanceled<Reply>(cancellation) : Task.FromResult(Answer(prompt));

    private Reply Answer(Prompt prompt)
    {
        if (PromptRules.FaultOf(prompt) is { } fault)
            return Invalid(fault, "invalid_prompt");
        long inputTokens = 3;
        foreach (var message in prompt.Messages)
            inputTokens += AnswerTokens.Count(message.Content) + 4;
        foreach (var tool in prompt.Tools)
            inputTokens += AnswerTokens.Count(tool.Name) + AnswerTokens.Count(tool.Description) + AnswerTokens.Count(tool.ParametersSchema);
        if (inputTokens > MaxInputTokens)
            return Invalid($"The prompt has {inputTokens} tokens; the largest context is {MaxInputTokens}.", "context_length_exceeded");

        var hash = PromptHash.Of(prompt, _seed);
        var temperature = prompt.Temperature ?? 1;
        var choices = new List<Choice>(prompt.Samples);
        long outputTokens = 0, reasoningTokens = 0;
        for (var sample = 0; sample < prompt.Samples; sample++)
        {
            // At temperature 0 a model has one answer, however often it is asked.
            var sampleHash = Chance.Mix(hash, temperature == 0 ? 0 : (ulong)sample);
            try
            {
                choices.Add(Choose(new Asked(prompt, TextOf(prompt), temperature, new Chance(sampleHash)), sampleHash, out var answered, out var reasoned));
                outputTokens += answered + reasoned;
                reasoningTokens += reasoned;
            }
            catch (UnsupportedSchemaException unsupported)
            {
                return Invalid(unsupported.Message, "invalid_json_schema");
            }
        }

        return new Reply.Answered(choices, new Usage(inputTokens, outputTokens, 0) { ReasoningTokens = reasoningTokens }, ModelName, null);
    }

    private static Choice Choose(Asked asked, ulong hash, out int answerTokens, out int reasoningTokens)
    {
        var limit = Math.Min(asked.Prompt.MaxTokens ?? MaxOutputTokens, MaxOutputTokens);
        var reasoning = ReasoningOf(asked, hash, limit, out reasoningTokens);
        var left = limit - reasoningTokens;
        if (left == 0)
        {
            answerTokens = 0;
            return new Choice("", FinishReason.Length, []) { Reasoning = reasoning };
        }

        var calls = ToolAsker.Calls(asked, hash);
        if (calls.Count == 0)
            return Finish(asked.Prompt, Write(asked), asked.Temperature, hash, left, out answerTokens) with { Reasoning = reasoning };
        answerTokens = 0;
        foreach (var call in calls)
            answerTokens += AnswerTokens.Count(call.Name) + AnswerTokens.Count(call.Arguments);
        return new Choice("", FinishReason.ToolCalls, []) { Reasoning = reasoning, ToolCalls = calls };
    }

    // A source of chance of its own, so that an answer does not depend on how long it was thought about.
    private static string? ReasoningOf(Asked asked, ulong hash, int limit, out int tokenCount)
    {
        tokenCount = 0;
        var sentences = asked.Prompt.ReasoningEffort switch
        {
            null or ReasoningEffort.None => 0,
            ReasoningEffort.Minimal => 1,
            ReasoningEffort.Low => 2,
            ReasoningEffort.Medium => 4,
            ReasoningEffort.High => 8,
            _ => 12,
        };
        if (sentences == 0)
            return null;
        var tokens = AnswerTokens.Split(Prose.Paragraph(asked.Text, sentences, new Chance(Chance.Mix(hash, 0x7417))), limit);
        tokenCount = tokens.Count;
        return string.Concat(tokens);
    }

    private static string Write(Asked asked)
    {
        foreach (var shape in Shapes)
        {
            if (shape.TryAnswer(asked) is { } text)
                return text;
        }

        throw new InvalidOperationException("The last shape answers everything.");
    }

    private static Choice Finish(Prompt prompt, string text, double temperature, ulong hash, int limit, out int tokenCount)
    {
        var end = text.Length;
        foreach (var stop in prompt.Stop)
        {
            var at = text.IndexOf(stop, StringComparison.Ordinal);
            if (at >= 0 && at < end)
                end = at;
        }

        if (end < text.Length)
            text = text[..end];
        var tokens = AnswerTokens.Split(text, limit);
        tokenCount = tokens.Count;
        var kept = 0;
        foreach (var token in tokens)
            kept += token.Length;
        var finish = kept < text.Length ? FinishReason.Length : FinishReason.Stop;
        var logprobs = prompt.TopLogprobs is { } top ? TokenOdds.Of(tokens, top, temperature, hash) : [];
        return new Choice(text[..kept], finish, logprobs);
    }

    private static string TextOf(Prompt prompt)
    {
        for (var i = prompt.Messages.Count - 1; i >= 0; i--)
        {
            if (prompt.Messages[i].Role != Role.System)
                return Normalised(prompt.Messages[i].Content);
        }

        return Normalised(prompt.Messages[^1].Content);
    }

    private static string Normalised(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\u2019', '\'');

    private static Reply.Failed Invalid(string message, string code) => new(FailureKind.InvalidRequest, message) { Status = 400, Code = code };
}
