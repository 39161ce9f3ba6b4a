using System.Collections.Frozen;
using System.Text;

namespace DataPipe.Text.Words;

/// <summary>The closed lists of code points that the published filters and tokenisers name.</summary>
internal static class RuneSets
{
    /// <summary>Marks that end a sentence in some script; the FineWeb line rule and the sentence splitter read it. Source: Unicode's Sentence_Terminal as datatrove 0.10 lists it.</summary>
    internal static readonly FrozenSet<int> Terminal = FromRanges(
        "21 2E 3F 589 61D-61F 6D4 700-702 7F9 837 839 83D-83E 964-965 104A-104B 1362 1367-1368 166E 1735-1736 17D4-17D6 17D9-17DA 1803 1809 "
        + "1944-1945 1AA8-1AAB 1B5A-1B5B 1B5E-1B5F 1B7D-1B7E 1C3B-1C3C 1C7E-1C7F 203C-203D 2047-2049 2E2E 2E3C 2E53-2E54 3002 A4FF A60E-A60F A6F3 A6F7 "
        + "A876-A877 A8CE-A8CF A92F A9C8-A9C9 AA5D-AA5F AAF0-AAF1 ABEB FE52 FE56-FE57 FF01 FF0E FF1F FF61 10A56-10A57 10F55-10F59 10F86-10F89 "
        + "11047-11048 110BE-110C1 11141-11143 111C5-111C6 111CD 111DE-111DF 11238-11239 1123B-1123C 112A9 1144B-1144C 115C2-115C3 115C9-115D7 "
        + "11641-11642 1173C-1173E 11944 11946 11A42-11A43 11A9B-11A9C 11C41-11C42 11EF7-11EF8 11F43-11F44 16A6E-16A6F 16AF5 16B37-16B38 16B44 "
        + "16E98 1BC9F 1DA88");

    /// <summary>Punctuation that the English tokeniser splits off at the edges of a chunk.</summary>
    internal static readonly FrozenSet<int> TokenPunctuation = FromText("…,:;!?¿؟¡()[]{}<>_#*&。？！，、；：～·।،۔؛٪");

    /// <summary>Quotation marks and brackets that the English tokeniser splits off at the edges of a chunk.</summary>
    internal static readonly FrozenSet<int> TokenQuotes = FromText("'\"”“`‘´’‚,„»«「」『』（）〔〕【】《》〈〉〈〉⟦⟧");

    // The punctuation class of the cc_net and datatrove rules beyond ASCII; "１" stands in the published list and is kept for parity.
    private static readonly FrozenSet<int> WebPunctuation = FromText("—”％１〈━【「」，】；“《„’∶´．（–？！：～«〉》）。…►»、");

    /// <summary>Whether CCNet's line normalisation drops the punctuation mark <paramref name="code"/>; a full-width one among them for no reason but that its list has it.</summary>
    internal static bool IsCcNetPunctuation(int code) => code >= 0x80 && WebPunctuation.Contains(code);

    /// <summary>Whether <paramref name="code"/> belongs to the filters' punctuation class: ASCII punctuation, control characters but tab and newline, and a published list.</summary>
    internal static bool IsFilterPunctuation(int code) => code switch
    {
        '\t' or '\n' or ' ' => false,
        < 0x80 => code < 0x20 || code == 0x7F || !char.IsAsciiLetterOrDigit((char)code),
        < 0xA0 => true,
        _ => WebPunctuation.Contains(code),
    };

    /// <summary>Whether Python's str.isspace holds for <paramref name="code"/>.</summary>
    internal static bool IsSpace(int code) => code is >= 9 and <= 13 or >= 28 and <= 32 or 0x85 or 0xA0 or 0x1680 or >= 0x2000 and <= 0x200A
        or 0x2028 or 0x2029 or 0x202F or 0x205F or 0x3000;

    /// <summary>Whether <paramref name="code"/> is Han, kana, bopomofo or full-width punctuation.</summary>
    internal static bool IsCjk(int code) => code is >= 0x2E80 and <= 0x2FDF or >= 0x3001 and <= 0x312F or >= 0x31A0 and <= 0x31FF
        or >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE4F
        or >= 0xFF01 and <= 0xFF0F or >= 0xFF1A and <= 0xFF20 or >= 0xFF3B and <= 0xFF40 or >= 0xFF5B and <= 0xFF9F or >= 0x20000 and <= 0x323AF;

    /// <summary>Whether <paramref name="code"/> is a letter of a script without spaces between words, or a Hangul syllable.</summary>
    internal static bool IsSolo(int code) => code is >= 0x3005 and <= 0x3007 or >= 0x3041 and <= 0x30FF or >= 0x3105 and <= 0x312F or >= 0x31F0 and <= 0x31FF
        or >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF or >= 0xFF66 and <= 0xFF9F
        or >= 0x0E01 and <= 0x0E30 or >= 0x0E32 and <= 0x0E33 or >= 0x0E40 and <= 0x0E46 or >= 0x0E81 and <= 0x0EB0 or >= 0x1000 and <= 0x102A
        or >= 0x1780 and <= 0x17B3 or >= 0x20000 and <= 0x323AF;

    /// <summary>Whether <paramref name="code"/> is a currency sign that the English tokeniser splits off.</summary>
    internal static bool IsCurrency(int code) => code is '$' or '£' or '¥' or 0xE3F or 0xFDFC or >= 0x20A0 and <= 0x20BF;

    /// <summary>Whether <paramref name="code"/> lies in a Latin block.</summary>
    internal static bool IsLatin(int code) => code is >= 'A' and <= 'Z' or >= 'a' and <= 'z' or >= 0xAA and <= 0x24F or >= 0x1E00 and <= 0x1EFF;

    private static FrozenSet<int> FromText(string text)
    {
        var set = new HashSet<int>();
        foreach (var rune in text.EnumerateRunes()) set.Add(rune.Value);
        return set.ToFrozenSet();
    }

    private static FrozenSet<int> FromRanges(string ranges)
    {
        var set = new HashSet<int>();
        foreach (var range in ranges.Split(' '))
        {
            var dash = range.IndexOf('-', StringComparison.Ordinal);
            var first = Convert.ToInt32(dash < 0 ? range : range[..dash], 16);
            var last = dash < 0 ? first : Convert.ToInt32(range[(dash + 1)..], 16);
            for (var code = first; code <= last; code++) set.Add(code);
        }
        return set.ToFrozenSet();
    }
}
