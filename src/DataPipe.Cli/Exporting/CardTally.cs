using System.Text;
using DataPipe.Core.Records;
using DataPipe.Teachers.Terms;
using DataPipe.Text.Language;

namespace DataPipe.Cli.Exporting;

/// <summary>What a data card tells of the records that were exported.</summary>
internal sealed class CardTally
{
    private const double MinConfidence = 0.5;
    private const int MinLanguageBytes = 40; // a label or a name is in many languages

    /// <summary>Records.</summary>
    public long Records { get; private set; }

    /// <summary>Records by recipe, by teacher (with whether it is simulated), by model, by prompt and by language of the answer.</summary>
    public SortedDictionary<string, long> Generators { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<(string Teacher, bool Simulated), long> Teachers { get; } = [];

    public SortedDictionary<string, long> Models { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, long> Prompts { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, long> Languages { get; } = new(StringComparer.Ordinal);

    /// <summary>Records by permitted use; those that only people wrote under <c>none</c>.</summary>
    public SortedDictionary<string, long> Uses { get; } = new(StringComparer.Ordinal);

    /// <summary>Cost by currency.</summary>
    public SortedDictionary<string, decimal> Costs { get; } = new(StringComparer.Ordinal);

    /// <summary>Records of a teacher whose cost is unknown.</summary>
    public long Unpriced { get; private set; }

    /// <summary>Records with tool turns, several questions, a system message, reasoning.</summary>
    public long SeveralQuestions { get; private set; }

    public long WithSystem { get; private set; }

    public long WithReasoning { get; private set; }

    /// <summary>The most restrictive use; null when only people wrote them.</summary>
    public string? Permitted { get; private set; }

    /// <summary>Characters of questions and of answers, one a record.</summary>
    public List<int> QuestionChars { get; } = [];

    public List<int> AnswerChars { get; } = [];

    public void Add(Sample sample) => Add(sample.Provenance, sample.Messages, [.. sample.Messages.Where(m => m.Role == "assistant")]);

    public void Add(Preference pair) => Add(pair.Provenance, pair.Prompt, pair.Chosen);

    private void Add(Provenance origin, IReadOnlyList<ChatMessage> question, IReadOnlyList<ChatMessage> answers)
    {
        Records++;
        Count(Generators, origin.Generator);
        if (origin.Teacher is { } teacher) Teachers[(teacher, origin.Simulated)] = Teachers.GetValueOrDefault((teacher, origin.Simulated)) + 1;
        if (origin.Model is { } model) Count(Models, model);
        foreach (var prompt in (origin.Prompt ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)) Count(Prompts, prompt);
        var use = PermittedUse.OfRecord(origin.Use, origin.Teacher);
        Permitted = PermittedUse.MostRestrictive(Permitted, use);
        Count(Uses, use ?? "none");
        if (origin.Cost is { } cost) Costs[origin.Currency ?? ""] = Costs.GetValueOrDefault(origin.Currency ?? "") + cost;
        else if (origin.Teacher is not null && !origin.Simulated) Unpriced++;
        if (question.Count(m => m.Role == "user") > 1) SeveralQuestions++;
        if (question.Any(m => m.Role == "system")) WithSystem++;
        if (answers.Any(m => m.Reasoning is { Length: > 0 })) WithReasoning++;
        QuestionChars.Add(question.Where(m => m.Role == "user").Sum(m => m.Content.Length));
        AnswerChars.Add(answers.Sum(m => m.Content.Length));
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', answers.Select(m => m.Content)));
        var guess = bytes.Length < MinLanguageBytes ? LanguageGuess.Unknown : LanguageIdentifier.Identify(bytes);
        Count(Languages, guess.Confidence >= MinConfidence ? guess.Language : "und");
    }

    private static void Count(SortedDictionary<string, long> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
