using System.Text;
using System.Text.RegularExpressions;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Instructions;
using DataPipe.Text.Language;

namespace DataPipe.Synthesis.Quality;

/// <summary>Drops samples and preferences whose answers are broken in form: empty, too long, cut off, repeating, in another language, with broken Markdown or placeholders. Every answer of a conversation counts; of a preference those of its prompt and the chosen one.</summary>
public sealed partial class AnswerQualityFilter(AnswerQualityOptions options) : IFilter<Sample>, IFilter<Preference>, IAnnotator<Sample>, IAnnotator<Preference>
{
    /// <summary>No assistant says anything.</summary>
    public static readonly DropReason NoAnswer = new("no-answer");

    /// <summary>An answer is shorter than asked for.</summary>
    public static readonly DropReason AnswerTooShort = new("answer-too-short");

    /// <summary>An answer is longer than asked for.</summary>
    public static readonly DropReason AnswerTooLong = new("answer-too-long");

    /// <summary>A question is shorter than asked for.</summary>
    public static readonly DropReason QuestionTooShort = new("question-too-short");

    /// <summary>An answer repeats its question or holds a placeholder.</summary>
    public static readonly DropReason Placeholder = new("placeholder");

    /// <summary>Markdown of an answer is broken.</summary>
    public static readonly DropReason BrokenMarkdown = new("broken-markdown");

    /// <summary>An answer repeats itself.</summary>
    public static readonly DropReason Repetitive = new("repetitive");

    /// <summary>An answer ends in the middle.</summary>
    public static readonly DropReason CutOff = new("cut-off");

    /// <summary>An answer is in another language than its question.</summary>
    public static readonly DropReason OtherLanguage = new("other-language");

    /// <summary>Every reason, in the order of the rules.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [NoAnswer, AnswerTooShort, AnswerTooLong, QuestionTooShort, Placeholder, BrokenMarkdown, Repetitive, CutOff, OtherLanguage];

    /// <summary>The columns that it adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns { get; } =
    [
        new("answer_words", NoteType.Integer, "Words of all answers, of a preference of the chosen one; every Han or kana character counts as one."),
        new("answer_language", NoteType.Text, "Language of the answers, ISO 639-1; absent where it is unsure."),
        new("distinct_four_words", NoteType.Number, "Share of different runs of four words among those of the answers, 0..1; 1 when there are none."),
    ];

    private const int LongProseChars = 200, MinRunWords = 40, MinLanguageChars = 60;
    private const double SureLanguage = 0.6;
    private readonly FourWords _fourWords = new();

    /// <inheritdoc/>
    public void Measure(Sample record, Span<NoteValue> notes) => Measure(record.Messages, notes);

    /// <inheritdoc/>
    public void Measure(Preference record, Span<NoteValue> notes) => Measure(record.Chosen, notes);

    /// <inheritdoc/>
    public Verdict Judge(Sample record)
    {
        var (question, answers) = ("", 0);
        var verdict = Judge(record.Messages, ref question, ref answers);
        return verdict.IsDrop ? verdict : Verdict.DropIf(answers == 0, NoAnswer);
    }

    /// <inheritdoc/>
    public Verdict Judge(Preference record)
    {
        var (question, answers) = ("", 0);
        if (Judge(record.Prompt, ref question, ref answers) is { IsDrop: true } ofPrompt) return ofPrompt;
        var asked = question;
        answers = 0;
        if (Judge(record.Chosen, ref question, ref answers) is { IsDrop: true } ofChosen) return ofChosen;
        if (answers == 0) return Verdict.Drop(NoAnswer);
        if (!options.Rejected) return Verdict.Keep;
        answers = 0;
        return Judge(record.Rejected, ref asked, ref answers) is { IsDrop: true } ofRejected ? ofRejected : Verdict.DropIf(answers == 0, NoAnswer);
    }

    private void Measure(IReadOnlyList<ChatMessage> messages, Span<NoteValue> notes)
    {
        var words = 0;
        _fourWords.Begin();
        var all = new StringBuilder();
        foreach (var message in messages)
        {
            if (message.Role != "assistant") continue;
            words += InstructionFilter.CountWords(message.Content);
            _fourWords.Add(message.Content);
            all.Append(message.Content).Append('\n');
        }

        notes[0] = NoteValue.Of((long)words);
        notes[1] = NoteValue.Of(Language(all.ToString()));
        notes[2] = NoteValue.Of(_fourWords.DistinctFraction);
    }

    private Verdict Judge(IReadOnlyList<ChatMessage> messages, ref string question, ref int answers)
    {
        foreach (var message in messages)
        {
            if (message.Role == "user")
            {
                question = message.Content;
                if (options.MinQuestionChars is { } min && question.AsSpan().Trim().Length < min) return Verdict.Drop(QuestionTooShort);
            }
            else if (message.Role == "assistant")
            {
                answers++;
                if (Judge(question, message.Content) is { IsDrop: true } verdict) return verdict;
            }
        }

        return Verdict.Keep;
    }

    private Verdict Judge(string question, string answer)
    {
        var length = answer.AsSpan().Trim().Length;
        if (length < (options.MinAnswerChars ?? 0)) return Verdict.Drop(AnswerTooShort);
        if (length > options.MaxAnswerChars) return Verdict.Drop(AnswerTooLong);
        if (options.Placeholders && (Placeholders().IsMatch(answer) || (length > 20 && answer.AsSpan().Trim().Equals(question.AsSpan().Trim(), StringComparison.OrdinalIgnoreCase)))) return Verdict.Drop(Placeholder);
        if (options.BrokenMarkdown && MarkdownFaults.Has(answer)) return Verdict.Drop(BrokenMarkdown);
        if (IsRepetitive(answer)) return Verdict.Drop(Repetitive);
        if (options.CutOff && IsCutOff(answer)) return Verdict.Drop(CutOff);
        return Verdict.DropIf(options.LanguageSwitch && Switches(question, answer), OtherLanguage);
    }

    private bool IsRepetitive(string answer)
    {
        if (options.MaxRepeatedChars is { } most)
        {
            var run = 1;
            for (var i = 1; i < answer.Length; i++)
            {
                // Rules of Markdown and of tables are made of equal signs.
                run = answer[i] == answer[i - 1] && answer[i] is not ('-' or '=' or '_' or '*' or '#' or '~' or '.' or ' ' or '─') ? run + 1 : 1;
                if (run > most || (run >= 9 && char.IsAsciiDigit(answer[i]) && answer[i] != '0')) return true;
            }
        }

        if (options.MinDistinctFourWordsFraction is not { } least) return false;
        _fourWords.Begin();
        _fourWords.Add(answer);
        return _fourWords.Words >= MinRunWords && _fourWords.DistinctFraction < least;
    }

    // The last line must be prose: a list item, a heading, a line of a table, code or a formula may end in anything.
    private static bool IsCutOff(string answer)
    {
        var text = answer.AsSpan().TrimEnd();
        if (text.Length < LongProseChars) return false;
        var line = text[(text.LastIndexOf('\n') + 1)..].Trim();
        if (line.Length < 40 || NoProse().IsMatch(line)) return false;
        return char.IsLetter(line[^1]) && line[^1] < 0x3000 || line[^1] is ',' or '(' or '[' or '，' or '、' or '（' or '“' || (line[^1] is >= '\u3400' and <= '\u9FFF' && line.ContainsAny('。', '，'));
    }

    private static bool Switches(string question, string answer)
    {
        if (question.Length < MinLanguageChars / 3 || answer.Length < MinLanguageChars / 3 || AsksForLanguage().IsMatch(question) || answer.Contains("```", StringComparison.Ordinal)) return false;
        return Language(question) is { } asked && Language(answer) is { } answered && asked != answered;
    }

    // A few characters of Han say as much as a sentence of Latin.
    private static string? Language(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length < MinLanguageChars) return null;
        var guess = LanguageIdentifier.Identify(bytes);
        return guess.Confidence >= SureLanguage && guess.Language != "und" ? guess.Language : null;
    }

    [GeneratedRegex(@"<\s*no\s?input\s*>|\[\s*(?:insert|your|name|enter|add|fill)\b[^\]\n]{0,60}\]|\{\{\s*\w+\s*\}\}|\blorem ipsum\b|^\s*n/?a\.?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Placeholders();

    [GeneratedRegex(@"^(?:[-*•#>|]|\d{1,3}[.)]|```|\$|\\)|[|`$}\])]$|https?://\S+$")]
    private static partial Regex NoProse();

    [GeneratedRegex(@"translat|in (?:english|french|german|spanish|italian|portuguese|dutch|russian|chinese|japanese|korean|arabic|hindi|latin|turkish|polish|swedish)\b|language|翻译|译成|用(?:英|法|德|日|中|韩)[文语]|traduc|traduis|übersetz", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AsksForLanguage();
}
