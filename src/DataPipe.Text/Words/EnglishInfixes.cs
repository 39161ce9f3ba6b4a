namespace DataPipe.Text.Words;

/// <summary>Where the English tokeniser cuts the inside of a chunk. Source: the infix rules of spaCy 3's English defaults, restated.</summary>
internal static class EnglishInfixes
{
    /// <summary>Finds the next cut of <paramref name="core"/> at or after <paramref name="from"/>: its offset and length in bytes, or -1.</summary>
    internal static int Next(ReadOnlySpan<byte> core, int from, bool splitCjk, out int length)
    {
        var ascii = RuneTraits.Ascii;
        for (var at = from; at < core.Length;)
        {
            var b = core[at];
            if (b < 0x80)
            {
                if ((ascii[b] & RuneTrait.InfixTrigger) != 0 && (length = AsciiAt(core, at, b)) > 0) return at;
                at++;
                continue;
            }
            var traits = RuneTraits.First(core[at..], out var bytes);
            length = bytes;
            if ((traits & RuneTrait.Icon) != 0 || (splitCjk && (traits & RuneTrait.Cjk) != 0)) return at;
            if (bytes == 3 && b == 0xE2 && core[at + 1] == 0x80)
            {
                if (core[at + 2] == 0xA6) return at; // the ellipsis character
                if (core[at + 2] == 0x93 && WordBefore(core, at) && AlphaAt(core, at + 3)) return at; // en dash
                if (core[at + 2] == 0x94 && WordBefore(core, at)) // em dash, once or twice
                {
                    if (AlphaAt(core, at + 3)) return at;
                    length = 6;
                    if (core[(at + 3)..].StartsWith("—"u8) && AlphaAt(core, at + 6)) return at;
                }
            }
            at += bytes;
        }
        length = 0;
        return -1;
    }

    private static int AsciiAt(ReadOnlySpan<byte> core, int at, byte b)
    {
        switch (b)
        {
            case (byte)'.':
                if (at + 1 < core.Length && core[at + 1] == '.')
                {
                    var end = core[at..].IndexOfAnyExcept((byte)'.');
                    return end < 0 ? core.Length - at : end;
                }
                return BeforeHas(core, at, RuneTrait.AlphaLower | RuneTrait.Quote) && AfterHas(core, at + 1, RuneTrait.AlphaUpper | RuneTrait.Quote) ? 1 : 0;
            case (byte)'+' or (byte)'*' or (byte)'^':
                return BetweenDigits(core, at) ? 1 : 0;
            case (byte)'-':
                if (BetweenDigits(core, at)) return 1;
                if (!WordBefore(core, at)) return 0;
                for (var length = 1; length <= 3; length++)
                {
                    if (AlphaAt(core, at + length)) return length;
                    if (at + length >= core.Length || core[at + length] != '-') return 0;
                }
                return 0;
            case (byte)',':
                return BeforeHas(core, at, RuneTrait.Alpha) && AlphaAt(core, at + 1) ? 1 : 0;
            default: // ~ : < > = /
                return WordBefore(core, at) && AlphaAt(core, at + 1) ? 1 : 0;
        }
    }

    private static bool BetweenDigits(ReadOnlySpan<byte> core, int at) =>
        at > 0 && at + 1 < core.Length && char.IsAsciiDigit((char)core[at - 1]) && (char.IsAsciiDigit((char)core[at + 1]) || core[at + 1] == '-');

    private static bool WordBefore(ReadOnlySpan<byte> core, int at) =>
        at > 0 && (char.IsAsciiDigit((char)core[at - 1]) || BeforeHas(core, at, RuneTrait.Alpha));

    private static bool AlphaAt(ReadOnlySpan<byte> core, int at) => AfterHas(core, at, RuneTrait.Alpha);

    private static bool BeforeHas(ReadOnlySpan<byte> core, int at, RuneTrait wanted) => at > 0 && (RuneTraits.Last(core[..at], out _) & wanted) != 0;

    private static bool AfterHas(ReadOnlySpan<byte> core, int at, RuneTrait wanted) => at < core.Length && (RuneTraits.First(core[at..], out _) & wanted) != 0;
}
