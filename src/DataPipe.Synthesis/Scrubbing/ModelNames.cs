using System.Text.RegularExpressions;

namespace DataPipe.Synthesis.Scrubbing;

/// <summary>Puts one model and maker in the place of all others that a sentence names.</summary>
internal static partial class ModelNames
{
    /// <summary>The sentence with other names; a null name leaves what stands there.</summary>
    public static string Replace(string sentence, string? model, string? maker)
    {
        if (model is not null) sentence = Model().Replace(sentence, model);
        return maker is null ? sentence : Maker().Replace(sentence, maker);
    }

    // In a sentence that is known to speak of the speaker itself, namesakes are meant too.
    [GeneratedRegex(@"(?<![\w-])(?:" + EnglishPhrases.Models + "|" + EnglishPhrases.Namesakes + @"|gpt)(?![\w-])|" + ChinesePhrases.Models, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Model();

    [GeneratedRegex(@"(?<![\w-])" + EnglishPhrases.Makers + @"(?![\w-])|" + ChinesePhrases.Makers, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Maker();
}
