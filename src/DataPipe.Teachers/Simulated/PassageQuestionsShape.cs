using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DataPipe.Teachers.Simulated;

/// <summary>A passage that questions are wanted about: questions, answers and sentences of the passage as quotations, of which a few are not word for word.</summary>
internal sealed partial class PassageQuestionsShape : IAnswerShape
{
    private const string Passage = "[Passage]";
    private const string Questions = "[Questions]";
    private const int MinSentenceChars = 25;

    public string? TryAnswer(Asked asked)
    {
        if (!Sections.EndsWith(asked.Text, Questions) || Sections.Under(asked.Text, Passage, Questions) is not { Length: > 0 } passage) return null;
        var sentences = SentencesOf(passage);
        if (sentences.Count == 0) return "The passage says too little to ask about.";
        var chance = asked.Chance;
        var count = Count().Match(asked.Text) is { Success: true } wanted ? int.Parse(wanted.Groups[1].Value, CultureInfo.InvariantCulture) : 1;
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            var sentence = chance.Of(sentences);
            var quote = chance.Hits(0.1) ? $"{sentence[..(sentence.Length / 2)]}and so forth." : sentence;
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : "\n\n")}Question: What does the passage say about {ContentWords.SubjectOf(sentence)}?\nAnswer: {sentence}\n");
            if (!chance.Hits(0.05)) text.Append(CultureInfo.InvariantCulture, $"Quote: \"{quote}\"");
        }

        return text.ToString();
    }

    private static List<string> SentencesOf(string passage)
    {
        List<string> sentences = [];
        var start = 0;
        for (var i = 0; i < passage.Length; i++)
        {
            if (passage[i] is not ('.' or '!' or '?' or '。' or '\n')) continue;
            var sentence = passage[start..(passage[i] == '\n' ? i : i + 1)].Trim();
            if (passage[i] != '\n' && sentence.Length >= MinSentenceChars) sentences.Add(sentence);
            start = i + 1;
        }

        return sentences;
    }

    [GeneratedRegex(@"\b(\d{1,2}) (?:\w+ )?questions\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Count();
}
