using DataPipe.Text.Words;

namespace DataPipe.Text.Language;

/// <summary>
/// Guesses the language of a text: the script decides where one language owns it, otherwise a small built-in linear model of words and character sequences does.
/// Looks at the first 32 KiB. Safe to share between threads, allocates nothing once the model is loaded (about 0.1 s, on first use).
/// </summary>
public static class LanguageIdentifier
{
    private const int MaxTextBytes = 1 << 15; // later text does not change a guess that rests on thousands of words
    private const int MaxWidth = 256;
    private static readonly ScriptModel?[] Models = ScriptModels.Load();

    /// <summary>The languages it tells apart, by ISO 639-1 where there is a code and 639-3 where not, in ordinal order. Bosnian is not among them: it is told as Croatian or Serbian.</summary>
    public static IReadOnlyList<string> Languages { get; } =
    [
        .. Enum.GetValues<Script>().SelectMany(OfScript).Distinct().Order(StringComparer.Ordinal),
    ];

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
        var guess = Models[best] is { } model ? ByModel(model, utf8) : Scripts.OnlyLanguage((Script)best) is { } language ? new(language, 1) : LanguageGuess.Unknown;
        return guess with { Confidence = guess.Confidence * share };
    }

    private static IEnumerable<string> OfScript(Script script) =>
        Models[(int)script] is { } model ? model.Languages.Where(l => l != ScriptModel.Noise) : Scripts.OnlyLanguage(script) is { } only ? [only] : [];

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

            var code = ScriptWords.Decode(utf8[at..], out var bytes);
            at += bytes;
            if ((RuneTraits.Of(code) & (RuneTrait.Letter | RuneTrait.Mark)) != 0) letters[(int)Scripts.Of(code)]++;
        }

        letters[(int)Script.Latin] += latin;
        letters[(int)Script.None] = 0;
    }

    private static LanguageGuess ByModel(ScriptModel model, ReadOnlySpan<byte> utf8)
    {
        Span<int> sums = stackalloc int[MaxWidth];
        sums = sums[..model.Width];
        sums.Clear();
        Span<ushort> buffer = stackalloc ushort[ScriptWords.BufferLength];
        var words = new ScriptWords(utf8, model.Script, buffer);
        var letters = model.Add(ref words, sums);
        return letters == 0 ? LanguageGuess.Unknown : model.Decide(sums, letters);
    }
}
