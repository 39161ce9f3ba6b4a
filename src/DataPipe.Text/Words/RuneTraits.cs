using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace DataPipe.Text.Words;

/// <summary>The traits of every code point; a table of the first 65,536, computed for the others.</summary>
internal static class RuneTraits
{
    private static readonly RuneTrait[] Table = Build();

    /// <summary>The traits of the first 128 code points, for walks over bytes.</summary>
    internal static ReadOnlySpan<RuneTrait> Ascii => Table.AsSpan(0, 128);

    /// <summary>The traits of <paramref name="codePoint"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static RuneTrait Of(int codePoint) => (uint)codePoint < (uint)Table.Length ? Table[codePoint] : Compute(codePoint);

    /// <summary>The traits of the first code point of <paramref name="utf8"/> (not empty) and its length in bytes; a malformed byte has no traits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static RuneTrait First(ReadOnlySpan<byte> utf8, out int bytes)
    {
        var lead = utf8[0];
        if (lead < 0x80)
        {
            bytes = 1;
            return Table[lead];
        }
        return Rune.DecodeFromUtf8(utf8, out var rune, out bytes) == System.Buffers.OperationStatus.Done ? Of(rune.Value) : RuneTrait.None;
    }

    /// <summary>The traits of the last code point of <paramref name="utf8"/> (not empty) and its length in bytes; a malformed byte has no traits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static RuneTrait Last(ReadOnlySpan<byte> utf8, out int bytes)
    {
        var last = utf8[^1];
        if (last < 0x80)
        {
            bytes = 1;
            return Table[last];
        }
        return Rune.DecodeLastFromUtf8(utf8, out var rune, out bytes) == System.Buffers.OperationStatus.Done ? Of(rune.Value) : RuneTrait.None;
    }

    private static RuneTrait[] Build()
    {
        var table = new RuneTrait[0x10000];
        for (var code = 0; code < table.Length; code++) table[code] = Compute(code);
        return table;
    }

    private static RuneTrait Compute(int code)
    {
        var category = CharUnicodeInfo.GetUnicodeCategory(code);
        var traits = category switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => RuneTrait.Letter,
            UnicodeCategory.DecimalDigitNumber => RuneTrait.Digit,
            UnicodeCategory.NonSpacingMark => RuneTrait.Mark | RuneTrait.NonSpacing,
            UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => RuneTrait.Mark,
            UnicodeCategory.OtherSymbol => RuneTrait.Icon | RuneTrait.Edge,
            UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation
                or UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation
                or UnicodeCategory.OtherPunctuation => RuneTrait.UnicodePunctuation,
            _ => RuneTrait.None,
        };
        if (RuneSets.IsSpace(code)) traits |= RuneTrait.Space;
        if (RuneSets.IsCjk(code)) traits |= RuneTrait.Cjk;
        if (RuneSets.IsSolo(code)) traits |= RuneTrait.Solo;
        if (RuneSets.IsLatin(code) && (traits & RuneTrait.Letter) != 0) traits |= RuneTrait.Latin;
        if (RuneSets.Terminal.Contains(code)) traits |= RuneTrait.Terminal | RuneTrait.Punctuation;
        if (RuneSets.IsFilterPunctuation(code)) traits |= RuneTrait.Punctuation | RuneTrait.WebPunctuation;
        if (RuneSets.TokenPunctuation.Contains(code)) traits |= RuneTrait.Edge | RuneTrait.BeforeStop;
        if (RuneSets.TokenQuotes.Contains(code)) traits |= RuneTrait.Edge | RuneTrait.Quote | RuneTrait.BeforeStop;
        if (code is 0x2013 or 0x2014) traits |= RuneTrait.Edge;
        if (code is '§' or '%' or '=' || RuneSets.IsCurrency(code)) traits |= RuneTrait.FrontEdge;
        if (code is >= '0' and <= '9' or '%' or '²' or '-' or '+' or '|') traits |= RuneTrait.BeforeStop;
        traits |= TokenAlphabet.Case(code, category);
        if ((traits & RuneTrait.AlphaLower) != 0) traits |= RuneTrait.BeforeStop;
        if (code is '.' or '+' or '-' or '*' or '^' or ',' or '~' or ':' or '<' or '>' or '=' or '/' || code >= 0x80) traits |= RuneTrait.InfixTrigger;
        return traits;
    }
}
