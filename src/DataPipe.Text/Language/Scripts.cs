namespace DataPipe.Text.Language;

/// <summary>The script of a code point, and the language of scripts that are used by one great language alone.</summary>
internal static class Scripts
{
    /// <summary>The number of scripts, <see cref="Script.None"/> among them.</summary>
    internal const int Count = (int)Script.Cherokee + 1;

    // Blocks as (first, last, script), in order. Source: the Unicode block list.
    private static readonly (int First, int Last, Script Script)[] Blocks =
    [
        ('A', 'Z', Script.Latin), ('a', 'z', Script.Latin), (0xAA, 0x24F, Script.Latin), (0x250, 0x2AF, Script.Latin), (0x370, 0x3FF, Script.Greek),
        (0x400, 0x52F, Script.Cyrillic), (0x531, 0x58A, Script.Armenian), (0x591, 0x5F4, Script.Hebrew), (0x600, 0x6FF, Script.Arabic),
        (0x750, 0x77F, Script.Arabic), (0x780, 0x7BF, Script.Thaana), (0x7C0, 0x7FF, Script.Nko), (0x8A0, 0x8FF, Script.Arabic), (0x900, 0x97F, Script.Devanagari), (0x980, 0x9FF, Script.Bengali),
        (0xA00, 0xA7F, Script.Gurmukhi), (0xA80, 0xAFF, Script.Gujarati), (0xB00, 0xB7F, Script.Oriya), (0xB80, 0xBFF, Script.Tamil),
        (0xC00, 0xC7F, Script.Telugu), (0xC80, 0xCFF, Script.Kannada), (0xD00, 0xD7F, Script.Malayalam), (0xD80, 0xDFF, Script.Sinhala),
        (0xE00, 0xE7F, Script.Thai), (0xE80, 0xEFF, Script.Lao), (0xF00, 0xFFF, Script.Tibetan), (0x1000, 0x109F, Script.Burmese),
        (0x10A0, 0x10FF, Script.Georgian), (0x1100, 0x11FF, Script.Hangul), (0x1200, 0x139F, Script.Ethiopic), (0x13A0, 0x13FD, Script.Cherokee), (0x1780, 0x17FF, Script.Khmer),
        (0x1C50, 0x1C7F, Script.OlChiki), (0x1C90, 0x1CBF, Script.Georgian), (0x1E00, 0x1EFF, Script.Latin), (0x1F00, 0x1FFF, Script.Greek), (0x2D00, 0x2D2F, Script.Georgian),
        (0x3041, 0x30FF, Script.Kana), (0x3131, 0x318E, Script.Hangul), (0x31F0, 0x31FF, Script.Kana), (0x3400, 0x4DBF, Script.Han),
        (0x4E00, 0x9FFF, Script.Han), (0xAB70, 0xABBF, Script.Cherokee), (0xAC00, 0xD7A3, Script.Hangul), (0xF900, 0xFAFF, Script.Han), (0xFB50, 0xFDFF, Script.Arabic),
        (0xFE70, 0xFEFC, Script.Arabic), (0xFF66, 0xFF9F, Script.Kana), (0x20000, 0x323AF, Script.Han),
    ];

    private static readonly Script[] Table = Build();

    /// <summary>The script of <paramref name="codePoint"/>, which should be a letter or a mark.</summary>
    internal static Script Of(int codePoint) => codePoint < Table.Length ? Table[codePoint] : codePoint is >= 0x20000 and <= 0x323AF ? Script.Han : Script.None;

    /// <summary>The language that nearly all text in <paramref name="script"/> is written in, or null when there are several.</summary>
    internal static string? OnlyLanguage(Script script) => script switch
    {
        Script.Greek => "el",
        Script.Armenian => "hy",
        Script.Georgian => "ka",
        Script.Gurmukhi => "pa",
        Script.Gujarati => "gu",
        Script.Oriya => "or",
        Script.Tamil => "ta",
        Script.Telugu => "te",
        Script.Kannada => "kn",
        Script.Malayalam => "ml",
        Script.Sinhala => "si",
        Script.Thai => "th",
        Script.Lao => "lo",
        Script.Burmese => "my",
        Script.Khmer => "km",
        Script.Tibetan => "bo",
        Script.Hangul => "ko",
        Script.Kana => "ja",
        Script.Han => "zh",
        Script.Thaana => "dv",
        Script.Nko => "nqo",
        Script.OlChiki => "sat",
        Script.Cherokee => "chr",
        _ => null,
    };

    private static Script[] Build()
    {
        var table = new Script[0x10000];
        foreach (var (first, last, script) in Blocks)
            for (var code = first; code <= last && code < table.Length; code++) table[code] = script;
        return table;
    }
}
