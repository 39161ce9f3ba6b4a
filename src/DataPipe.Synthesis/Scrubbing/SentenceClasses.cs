using System.Text.RegularExpressions;

namespace DataPipe.Synthesis.Scrubbing;

/// <summary>
/// Tells what an assistant's sentence says of the assistant itself, in English and Chinese. It must speak of itself: "I am ChatGPT" counts, "OpenAI released GPT-2 in 2019" does not, nor does what stands in
/// quotation marks. Precision and recall are measured on sentences of our own (tests of this class).
/// </summary>
public static partial class SentenceClasses
{
    private const int MaxChars = 2000;

    /// <summary>The classes of one sentence; of one longer than 2,000 characters those of its beginning.</summary>
    public static PhraseClasses Of(ReadOnlySpan<char> sentence)
    {
        var text = Plain(sentence.Length > MaxChars ? sentence[..MaxChars] : sentence);
        if (text.Length == 0) return PhraseClasses.None;
        var classes = PhraseClasses.None;
        if (EnglishPhrases.Self().IsMatch(text))
        {
            if (EnglishPhrases.IsIdentity(text)) classes |= PhraseClasses.Identity;
            if (EnglishPhrases.IsCutoff(text)) classes |= PhraseClasses.Cutoff;
            if (EnglishPhrases.IsRefusal(text)) classes |= PhraseClasses.Refusal;
        }

        if (text.Contains('我') || ChinesePhrases.Self().IsMatch(text))
        {
            if (ChinesePhrases.IsIdentity(text)) classes |= PhraseClasses.Identity;
            if (ChinesePhrases.IsCutoff(text)) classes |= PhraseClasses.Cutoff;
            if (ChinesePhrases.IsRefusal(text)) classes |= PhraseClasses.Refusal;
        }

        return classes;
    }

    // Lower case, straight apostrophes, no marks of Markdown, no quotations, one blank between words. A quoted line of Markdown says nothing of itself.
    private static string Plain(ReadOnlySpan<char> sentence)
    {
        sentence = sentence.Trim();
        if (sentence.StartsWith(">")) return "";
        var plain = new System.Text.StringBuilder(sentence.Length);
        var closing = '\0';
        foreach (var c in sentence)
        {
            if (closing != '\0')
            {
                if (c == closing) closing = '\0';
                continue;
            }

            switch (c)
            {
                case '"': closing = '"'; continue;
                case '“': closing = '”'; continue;
                case '「': closing = '」'; continue;
                case '『': closing = '』'; continue;
                case '*' or '_' or '`' or '#': continue;
                case '’' or '‘': plain.Append('\''); continue;
                default:
                    if (!char.IsWhiteSpace(c)) plain.Append(char.ToLowerInvariant(c));
                    else if (plain.Length > 0 && plain[^1] != ' ') plain.Append(' ');
                    continue;
            }
        }

        return ListMark().Replace(plain.ToString(), "").Trim();
    }

    // A mark before a list item, which is no part of the sentence.
    [GeneratedRegex(@"^\s*(?:[-+•]|\d{1,3}[.)])\s+")]
    private static partial Regex ListMark();
}
