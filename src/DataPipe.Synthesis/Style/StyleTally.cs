using System.Globalization;
using System.Text;
using DataPipe.Core.Records;
using DataPipe.Synthesis.Instructions;
using DataPipe.Synthesis.Scrubbing;
using DataPipe.Text.Hashing;
using DataPipe.Text.Rouge;

namespace DataPipe.Synthesis.Style;

/// <summary>Adds up samples to a <see cref="StyleReport"/>. Memory grows with the number of samples by some bytes each, and is bounded for the rest; used by one thread at a time.</summary>
public sealed class StyleTally
{
    private const int MaxFourWords = 1_000_000, MaxNovelty = 5_000, ListedOpeners = 12, MaxOpeners = 200_000;
    private static readonly int[] LengthBounds = [10, 25, 50, 100, 200, 400, 800];
    private static readonly (string Name, Func<AnswerStyle, bool> Has)[] Traits =
    [
        ("any Markdown", s => s.HasMarkdown), ("lists", s => s.HasList), ("bold words", s => s.HasBold), ("headings", s => s.HasHeading), ("code blocks", s => s.HasCode), ("tables", s => s.HasTable),
        ("hedges", s => s.Hedges), ("closing courtesies", s => s.Closes),
    ];

    private readonly long[] _traits = new long[Traits.Length];
    private readonly Dictionary<string, long> _openers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _families = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _scripts = new(StringComparer.Ordinal);
    private readonly HashSet<ulong> _fourWords = [];
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly NoveltyPool _instructions = new(new RougeTokenizer(new RougeVocabulary(), characterTokens: true));
    private readonly List<int> _lengths = [];
    private long _records, _verifiable, _byTeachers, _fourWordsSeen, _identity, _refusals, _cutoffs;
    private double _nearest;

    /// <summary>Takes a sample in; one without an answer is not counted.</summary>
    public void Add(Sample sample)
    {
        var answers = sample.Messages.Where(m => m.Role == "assistant" && m.Content.Length > 0).Select(m => m.Content).ToArray();
        if (answers.Length == 0) return;
        _records++;
        if (sample.Provenance.Teacher is not null) _byTeachers++;
        var (answer, question) = (answers[0], Question(sample));
        AddStyle(answer);
        AddTask(sample, question, answer);
        var classes = PhraseClasses.None;
        foreach (var text in answers)
            foreach (var (start, length, isProse) in SentenceSpans.Of(text))
                if (isProse) classes |= SentenceClasses.Of(text.AsSpan(start, length));
        if ((classes & PhraseClasses.Identity) != 0) _identity++;
        if ((classes & PhraseClasses.Refusal) != 0) _refusals++;
        if ((classes & PhraseClasses.Cutoff) != 0) _cutoffs++;
    }

    /// <summary>What was found.</summary>
    public StyleReport Report()
    {
        _lengths.Sort();
        var whole = Math.Max(1, _records);
        var (openers, types) = (Entropy(_openers), Entropy(_types));
        var mostTypes = Math.Log2(TaskTypes.Families.Count * 2);
        var report = new StyleReport(
            _records,
            [.. Traits.Select((t, i) => KeyValuePair.Create(t.Name, (double)_traits[i] / whole)), KeyValuePair.Create("self-identity", (double)_identity / whole), KeyValuePair.Create("refusals", (double)_refusals / whole), KeyValuePair.Create("knowledge cut-offs", (double)_cutoffs / whole)],
            [.. Shares(_openers).Take(ListedOpeners)],
            LengthShares(),
            [.. Shares(_types)],
            [.. TaskTypes.Families.Append(TaskTypes.Other).Select(f => KeyValuePair.Create(f, (double)_families.GetValueOrDefault(f) / whole))],
            [.. Shares(_scripts)],
            [])
        {
            Verifiable = (double)_verifiable / whole,
            Length = _lengths.Count == 0 ? default : (At(0.1), At(0.5), At(0.9), _lengths.Average()),
            DistinctFourWords = _fourWordsSeen == 0 ? 1 : (double)_fourWords.Count / _fourWordsSeen,
            Entropy = (openers, types, mostTypes),
            NearestInstruction = _instructions.Count < 2 ? 0 : _nearest / (_instructions.Count - 1),
            ByTeachers = (double)_byTeachers / whole,
        };
        return report with { Figures = StyleFigures.Of(report) };
    }

    private void AddStyle(string answer)
    {
        var style = AnswerStyle.Of(answer);
        for (var i = 0; i < Traits.Length; i++)
            if (Traits[i].Has(style)) _traits[i]++;
        if (_openers.Count < MaxOpeners || _openers.ContainsKey(style.Opener)) Count(_openers, style.Opener);
        _lengths.Add(style.Words);
        Count(_scripts, Script(answer));
        AddFourWords(answer);
    }

    private void AddTask(Sample sample, string question, string answer)
    {
        var (type, family) = TaskTypes.Of(question, sample.Task.IsClassification);
        Count(_types, type);
        Count(_families, family);
        // A label, a number, code or a limit that is set: what a program can compare, run or count.
        if (sample.Task.IsClassification || type is "code" or "mathematics" && (type == "code" ? answer.Contains("```", StringComparison.Ordinal) : answer.Any(char.IsAsciiDigit)) || TaskTypes.HasCheckableLimit(question)) _verifiable++;
        // Several instances of one instruction are one instruction.
        if (_instructions.Count >= MaxNovelty || !_asked.Add(question)) return;
        if (_instructions.Count > 0) _nearest += _instructions.MaxSimilarity(question);
        _instructions.Add(question);
    }

    private void AddFourWords(string answer)
    {
        Span<ulong> last = stackalloc ulong[4];
        var words = 0;
        foreach (var range in answer.AsSpan().SplitAny(" \n\t\r"))
        {
            if (_fourWordsSeen >= MaxFourWords) return;
            var word = answer.AsSpan()[range];
            if (word.IsEmpty) continue;
            last[words % 4] = HashOf(word);
            if (++words < 4) continue;
            _fourWordsSeen++;
            _fourWords.Add(Mix64.Combine(Mix64.Combine(last[words % 4], last[(words + 1) % 4]), Mix64.Combine(last[(words + 2) % 4], last[(words + 3) % 4])));
        }
    }

    private static ulong HashOf(ReadOnlySpan<char> word)
    {
        var hash = 14695981039346656037UL; // FNV-1a
        foreach (var c in word) hash = (hash ^ char.ToLowerInvariant(c)) * 1099511628211UL;
        return hash;
    }

    private static string Question(Sample sample) => sample.Task.Instruction.Length > 0 ? sample.Task.Instruction : sample.Messages.FirstOrDefault(m => m.Role == "user")?.Content ?? "";

    private static string Script(string answer)
    {
        foreach (var rune in answer.EnumerateRunes())
        {
            if (!Rune.IsLetter(rune)) continue;
            return rune.Value switch { < 0x250 => "Latin", < 0x400 => "Greek and others", < 0x530 => "Cyrillic", >= 0x3040 and <= 0x30FF => "Japanese", >= 0x3400 and <= 0x9FFF => "Chinese or Japanese", >= 0xAC00 and <= 0xD7A3 => "Korean", >= 0x600 and <= 0x6FF => "Arabic", _ => "others" };
        }

        return "no letters";
    }

    private List<KeyValuePair<string, double>> LengthShares()
    {
        List<KeyValuePair<string, double>> shares = [];
        var before = 0;
        foreach (var bound in LengthBounds)
        {
            var upTo = _lengths.Count(l => l <= bound);
            shares.Add(new(string.Create(CultureInfo.InvariantCulture, $"up to {bound} words"), Share(upTo - before)));
            before = upTo;
        }

        shares.Add(new(string.Create(CultureInfo.InvariantCulture, $"more than {LengthBounds[^1]}"), Share(_lengths.Count - before)));
        return shares;

        double Share(int count) => (double)count / Math.Max(1, _lengths.Count);
    }

    private IEnumerable<KeyValuePair<string, double>> Shares(Dictionary<string, long> counts) =>
        counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => KeyValuePair.Create(c.Key, (double)c.Value / Math.Max(1, _records)));

    // In a fixed order, so that the sum is the same on every machine.
    private static double Entropy(Dictionary<string, long> counts)
    {
        double all = counts.Values.Sum(), bits = 0;
        foreach (var count in counts.Values.Order()) bits -= count / all * Math.Log2(count / all);
        return bits;
    }

    private int At(double fraction) => _lengths[(int)Math.Round(fraction * (_lengths.Count - 1))];

    private static void Count(Dictionary<string, long> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
