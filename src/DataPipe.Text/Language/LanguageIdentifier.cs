using System.Text;
using DataPipe.Text.Words;

namespace DataPipe.Text.Language;

/// <summary>
/// Guesses the language of a text: the script decides where one language owns it, otherwise small built-in profiles of common words and character sequences do.
/// Knows 46 languages by profile and 22 by script; looks at the first 32 KiB. Safe to share between threads, allocates nothing.
/// </summary>
public static class LanguageIdentifier
{
    private const int MaxTextBytes = 1 << 15; // later text does not change a guess that rests on thousands of words
    private const int MaxWordBytes = 256;
    private const int MaxLanguages = 64;
    private static readonly LanguageModel Latin = new([.. GermanicProfiles.All, .. RomanceProfiles.All, .. SlavicLatinProfiles.All, .. UralicTurkicAsianProfiles.All]);
    private static readonly LanguageModel Cyrillic = new([.. CyrillicArabicProfiles.All.Where(p => p.Language is "ru" or "uk" or "be" or "bg" or "sr" or "mk" or "kk")]);
    private static readonly LanguageModel Arabic = new([.. CyrillicArabicProfiles.All.Where(p => p.Language is "ar" or "fa" or "ur")]);
    private static readonly LanguageModel Devanagari = new([.. CyrillicArabicProfiles.All.Where(p => p.Language is "hi" or "mr")]);

    /// <summary>The guess for <paramref name="utf8"/>; <see cref="LanguageGuess.Unknown"/> when it has no letters of a known script.</summary>
    public static LanguageGuess Identify(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxTextBytes) utf8 = utf8[..MaxTextBytes];
        Span<int> letters = stackalloc int[Scripts.Count];
        letters.Clear();
        CountScripts(utf8, letters);

        // A character of these scripts stands for about two letters of an alphabet.
        letters[(int)Script.Han] *= 2;
        letters[(int)Script.Kana] *= 2;
        letters[(int)Script.Hangul] *= 2;
        var japanese = letters[(int)Script.Kana] > 0 && letters[(int)Script.Kana] * 10 >= letters[(int)Script.Han];
        if (japanese) (letters[(int)Script.Kana], letters[(int)Script.Han]) = (letters[(int)Script.Kana] + letters[(int)Script.Han], 0);

        int all = 0, best = 0;
        for (var script = 1; script < letters.Length; script++)
        {
            all += letters[script];
            if (letters[script] > letters[best]) best = script;
        }
        if (all == 0) return LanguageGuess.Unknown;
        var share = (double)letters[best] / all;
        var guess = (Script)best switch
        {
            Script.Han => new("zh", 1),
            Script.Kana => new("ja", 1),
            Script.Latin => ByModel(Latin, Script.Latin, utf8),
            Script.Cyrillic => ByModel(Cyrillic, Script.Cyrillic, utf8),
            Script.Arabic => ByModel(Arabic, Script.Arabic, utf8),
            Script.Devanagari => ByModel(Devanagari, Script.Devanagari, utf8),
            var script => Scripts.OnlyLanguage(script) is { } language ? new LanguageGuess(language, 1) : LanguageGuess.Unknown,
        };
        return guess with { Confidence = guess.Confidence * share };
    }

    private static void CountScripts(ReadOnlySpan<byte> utf8, Span<int> letters)
    {
        var latin = 0;
        for (var at = 0; at < utf8.Length;)
        {
            var b = utf8[at];
            if (b < 0x80)
            {
                latin += (uint)((b | 0x20) - 'a') < 26 ? 1 : 0;
                at++;
                continue;
            }
            var status = Rune.DecodeFromUtf8(utf8[at..], out var rune, out var bytes);
            at += bytes;
            if (status == System.Buffers.OperationStatus.Done && (RuneTraits.Of(rune.Value) & (RuneTrait.Letter | RuneTrait.Mark)) != 0)
                letters[(int)Scripts.Of(rune.Value)]++;
        }
        letters[(int)Script.Latin] += latin;
        letters[(int)Script.None] = 0;
    }

    private static LanguageGuess ByModel(LanguageModel model, Script script, ReadOnlySpan<byte> utf8)
    {
        Span<float> sums = stackalloc float[MaxLanguages];
        sums.Clear();
        sums = sums[..model.Width];
        Span<byte> word = stackalloc byte[MaxWordBytes + 4];
        int bytes = 0, characters = 0;
        for (var at = 0; at < utf8.Length;)
        {
            Rune.DecodeFromUtf8(utf8[at..], out var rune, out var read);
            at += read;
            var code = rune.Value == 0x2019 ? '\'' : rune.Value;
            var isMark = code >= 0x80 && (RuneTraits.Of(code) & RuneTrait.Mark) != 0;
            var belongs = isMark || (code == '\'' && bytes > 0) || ((RuneTraits.Of(code) & RuneTrait.Letter) != 0 && Scripts.Of(code) == script);
            if (belongs && bytes < MaxWordBytes)
            {
                bytes += Rune.ToLowerInvariant(new Rune(code)).EncodeToUtf8(word[bytes..]);
                continue;
            }
            if (bytes > 0) characters += model.Add(Trim(word[..bytes]), sums);
            bytes = 0;
        }
        if (bytes > 0) characters += model.Add(Trim(word[..bytes]), sums);
        return model.Decide(sums, characters);
    }

    // An apostrophe at the end was a quotation mark.
    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> word) => word.TrimEnd((byte)'\'');
}
