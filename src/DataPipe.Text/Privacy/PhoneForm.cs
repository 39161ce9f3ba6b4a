namespace DataPipe.Text.Privacy;

/// <summary>
/// Telephone numbers: with a + or 00 and a country code, in the groups of the North American plan, or in any groups behind a word such as "phone". Bare digits are none:
/// they would be amounts, years and numbers of goods. Source: ITU-T E.164 for lengths, the North American Numbering Plan for its groups.
/// </summary>
internal static class PhoneForm
{
    private const int MinDigits = 7, MaxDigits = 15, CueBytes = 16;

    // The ends of words that announce a number, in lower case, by themselves or with a mark behind.
    private static readonly byte[][] Cues =
    [
        "tel"u8.ToArray(), "phone"u8.ToArray(), "mobile"u8.ToArray(), "cell"u8.ToArray(), "fax"u8.ToArray(), "call"u8.ToArray(), "whatsapp"u8.ToArray(),
        "telefon"u8.ToArray(), "telefono"u8.ToArray(), "telephone"u8.ToArray(), "handy"u8.ToArray(), "mobil"u8.ToArray(), "sms"u8.ToArray(), "text"u8.ToArray(), "hotline"u8.ToArray(),
    ];

    /// <summary>The length of the number whose first digit lies at an offset, or 0; it begins before with a + or a bracket.</summary>
    internal static int Find(ReadOnlySpan<byte> utf8, int at, in DigitGroups group, out int start)
    {
        start = at;
        var before = AsciiForm.At(utf8, at - 1);
        var isBracketed = before == '(';
        if (isBracketed) before = AsciiForm.At(utf8, --start - 1);
        var hasPlus = before == '+';
        if (hasPlus) before = AsciiForm.At(utf8, --start - 1);
        if (AsciiForm.IsWordByte(before) || before is (byte)'.' or (byte)'-' or (byte)'/' or (byte)'=' or (byte)'#' or (byte)'$') return 0;
        var after = AsciiForm.At(utf8, group.End);
        if (AsciiForm.IsWordByte(after) || group.Digits is < MinDigits or > MaxDigits) return 0;
        if (after is (byte)'.' or (byte)',' or (byte)'-' or (byte)'/' or (byte)':' && AsciiForm.IsDigit(AsciiForm.At(utf8, group.End + 1))) return 0;
        var isInternational = hasPlus ? utf8[at] != '0' && group.Digits >= 8 : utf8[at] == '0' && AsciiForm.At(utf8, at + 1) == '0' && group.Digits >= 10 && group.Groups > 1;
        if (isInternational || IsNorthAmerican(utf8, at, isBracketed, group) || HasCue(utf8, start)) return group.End - start;
        return 0;
    }

    // 555-123-4567, (555) 123-4567, 1-555-123-4567: no area or exchange begins with 0 or 1.
    private static bool IsNorthAmerican(ReadOnlySpan<byte> utf8, int at, bool isBracketed, in DigitGroups group)
    {
        var first = group.Groups == 4 && group.Length(0) == 1 && utf8[at] == '1' ? 1 : 0;
        if (group.Groups != first + 3 || group.Length(first) != 3 || group.Length(first + 1) != 3 || group.Length(first + 2) != 4) return false;
        var area = first == 0 ? at : at + 2;
        if (group.Separator(0) == ')' && first == 1) area = utf8[area] == '(' ? area + 1 : area;
        if (utf8[area] < '2' || (isBracketed && group.Separator(first) != ')')) return false;
        var (left, right) = (group.Separator(first), group.Separator(first + 1));
        return left == ')' || (left == right && left is (byte)'-' or (byte)'.' or (byte)' ');
    }

    private static bool HasCue(ReadOnlySpan<byte> utf8, int start)
    {
        var end = start;
        for (var steps = 0; steps < 4 && end > 0 && utf8[end - 1] is (byte)' ' or (byte)':' or (byte)'.' or (byte)'#' or (byte)'('; steps++) end--;
        var from = end;
        while (from > 0 && end - from < CueBytes && AsciiForm.IsLetter(utf8[from - 1])) from--;
        Span<byte> word = stackalloc byte[CueBytes];
        word = word[..(end - from)];
        for (var i = 0; i < word.Length; i++) word[i] = (byte)(utf8[from + i] | 0x20);
        foreach (var cue in Cues)
            if (word.SequenceEqual(cue))
                return true;
        return false;
    }
}
