using System.Text;
using DataPipe.Text.Words;

namespace DataPipe.Text.Rouge;

/// <summary>
/// The tokens that ROUGE-L compares: the text lower-cased, every run of characters outside a-z and 0-9 a separator. Source: the default tokenizer of rouge_score without stemmer.
/// It deletes all other scripts, so that texts in them are never similar; with <paramref name="characterTokens"/> they have tokens too, and accented Latin letters separate as before.
/// </summary>
/// <param name="vocabulary">Numbers the tokens; used by one thread at a time, as the tokenizer is.</param>
/// <param name="characterTokens">Whether every Han, kana, Hangul, Thai, Lao, Khmer or Burmese letter is a token, and every word of another script (Cyrillic, Greek, Arabic, Devanagari and so on) one.</param>
public sealed class RougeTokenizer(RougeVocabulary vocabulary, bool characterTokens)
{
    /// <summary>Whether scripts other than Latin have tokens.</summary>
    public bool CharacterTokens { get; } = characterTokens;

    private readonly List<int> _tokens = [];
    private char[] _token = new char[64];
    private int _length;
    private bool _isOther; // whether the token under way is of another script than Latin

    /// <summary>The tokens of <paramref name="text"/>, as numbers of the vocabulary.</summary>
    public int[] Tokenize(string text)
    {
        _tokens.Clear();
        Span<char> character = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            var code = rune.Value;
            // Of all characters beyond ASCII two have lower-case forms that begin with an ASCII letter: the Kelvin sign, and the dotted capital I, whose dot then separates.
            var lower = code is >= 'A' and <= 'Z' ? (char)(code | 0x20) : code == 0x212A ? 'k' : code == 0x130 ? 'i' : code < 0x80 ? (char)code : '\0';
            if (char.IsAsciiLetterOrDigit(lower))
            {
                if (_isOther) End();
                Put(lower);
                if (code == 0x130) End();
                continue;
            }

            var traits = CharacterTokens && code >= 0x80 ? RuneTraits.Of(code) : RuneTrait.None;
            if ((traits & RuneTrait.Solo) == 0 && IsOtherScript(code) && (traits & (RuneTrait.Letter | RuneTrait.Mark)) != 0)
            {
                if (!_isOther) End();
                _isOther = true;
                foreach (var unit in character[..Rune.ToLowerInvariant(rune).EncodeToUtf16(character)]) Put(unit);
                continue;
            }

            End();
            if ((traits & RuneTrait.Solo) != 0)
                _tokens.Add(vocabulary.Intern(character[..rune.EncodeToUtf16(character)]));
        }
        End();
        return [.. _tokens];
    }

    // Greek and all after it, but for the later blocks of Latin.
    private static bool IsOtherScript(int code) => code >= 0x370 && code is not (>= 0x1E00 and <= 0x1EFF or >= 0x2C60 and <= 0x2C7F or >= 0xA720 and <= 0xA7FF or >= 0xAB30 and <= 0xAB6F or >= 0xFF21 and <= 0xFF5A);

    private void Put(char unit)
    {
        if (_length == _token.Length) Array.Resize(ref _token, _length * 2);
        _token[_length++] = unit;
    }

    private void End()
    {
        _isOther = false;
        if (_length == 0) return;
        _tokens.Add(vocabulary.Intern(_token.AsSpan(0, _length)));
        _length = 0;
    }
}
