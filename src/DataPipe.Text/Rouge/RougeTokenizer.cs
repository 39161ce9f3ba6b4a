using System.Text;
using DataPipe.Text.Words;

namespace DataPipe.Text.Rouge;

/// <summary>
/// The tokens that ROUGE-L compares: the text lower-cased, every run of characters outside a-z and 0-9 a separator. Source: the default tokenizer of rouge_score without stemmer.
/// With character tokens, letters of scripts without spaces between words, which that tokenizer deletes, are tokens of their own.
/// </summary>
/// <param name="vocabulary">Numbers the tokens.</param>
/// <param name="characterTokens">Whether every Han, kana, Hangul, Thai, Lao, Khmer or Burmese letter is a token.</param>
public sealed class RougeTokenizer(RougeVocabulary vocabulary, bool characterTokens)
{
    /// <summary>Whether letters of scripts without spaces are tokens of their own.</summary>
    public bool CharacterTokens { get; } = characterTokens;

    /// <summary>The tokens of <paramref name="text"/>, as numbers of the vocabulary.</summary>
    public int[] Tokenize(string text)
    {
        var tokens = new List<int>(text.Length / 5 + 1);
        var token = new StringBuilder();
        Span<char> character = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            var code = rune.Value;
            // Of all characters beyond ASCII two have lower-case forms that begin with an ASCII letter: the Kelvin sign, and the dotted capital I, whose dot then separates.
            var lower = code is >= 'A' and <= 'Z' ? (char)(code | 0x20) : code == 0x212A ? 'k' : code == 0x130 ? 'i' : code < 0x80 ? (char)code : '\0';
            if (char.IsAsciiLetterOrDigit(lower))
            {
                token.Append(lower);
                if (code == 0x130) End(tokens, token);
                continue;
            }
            End(tokens, token);
            if (CharacterTokens && code >= 0x80 && (RuneTraits.Of(code) & RuneTrait.Solo) != 0)
                tokens.Add(vocabulary.Intern(character[..rune.EncodeToUtf16(character)]));
        }
        End(tokens, token);
        return [.. tokens];
    }

    private void End(List<int> tokens, StringBuilder token)
    {
        if (token.Length == 0) return;
        tokens.Add(vocabulary.Intern(token.ToString()));
        token.Clear();
    }
}
