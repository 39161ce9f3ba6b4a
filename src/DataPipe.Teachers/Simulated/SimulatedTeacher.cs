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
        new SchemaShape(), new JudgeShape(), new ClassificationQuestionShape(), new InstructionBlockShape(), new InstanceShape(), new TaskListShape(),
        new PlainAnswerShape(),
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
    public TeacherIdentity Identity { get; } = new("simulated", ModelName, "in-process", Simulated: true, Version: "1");

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
        if (inputTokens > MaxInputTokens)
            return Invalid($"The prompt has {inputTokens} tokens; the largest context is {MaxInputTokens}.", "context_length_exceeded");

        var hash = PromptHash.Of(prompt, _seed);
        var temperature = prompt.Temperature ?? 1;
        var choices = new List<Choice>(prompt.Samples);
        long outputTokens = 0;
        for (var sample = 0; sample < prompt.Samples; sample++)
        {
            // At temperature 0 a model has one answer, however often it is asked.
            var sampleHash = Chance.Mix(hash, temperature == 0 ? 0 : (ulong)sample);
            string text;
            try
            {
                text = Write(new Asked(prompt, TextOf(prompt), temperature, new Chance(sampleHash)));
            }
            catch (UnsupportedSchemaException unsupported)
            {
                return Invalid(unsupported.Message, "invalid_json_schema");
            }

            choices.Add(Finish(prompt, text, temperature, sampleHash, out var tokens));
            outputTokens += tokens;
        }

        return new Reply.Answered(choices, new Usage(inputTokens, outputTokens, 0), ModelName, null);
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

    private static Choice Finish(Prompt prompt, string text, double temperature, ulong hash, out int tokenCount)
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
        var limit = Math.Min(prompt.MaxTokens ?? MaxOutputTokens, MaxOutputTokens);
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
