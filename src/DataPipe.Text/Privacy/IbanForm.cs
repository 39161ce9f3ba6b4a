namespace DataPipe.Text.Privacy;

/// <summary>Numbers of bank accounts: two letters of a country, two check digits that are right, then digits and capitals, together or in groups of four. Source: ISO 13616, ISO 7064 (mod 97-10).</summary>
internal static class IbanForm
{
    private const int MinChars = 15, MaxChars = 34;

    /// <summary>The length of the number that starts at an offset, or 0.</summary>
    internal static int Length(ReadOnlySpan<byte> utf8, int start)
    {
        if (start < 0 || !AsciiForm.IsUpper(utf8[start]) || !AsciiForm.IsUpper(utf8[start + 1]) || AsciiForm.IsWordByte(AsciiForm.At(utf8, start - 1))) return 0;
        Span<byte> chars = stackalloc byte[MaxChars];
        int count = 0, at = start, end = start;
        var isGrouped = AsciiForm.At(utf8, start + 4) == ' ';
        for (; count < MaxChars; at++)
        {
            var b = AsciiForm.At(utf8, at);
            if (AsciiForm.IsDigit(b) || AsciiForm.IsUpper(b))
            {
                chars[count++] = b;
                end = at + 1;
            }
            else if (b != ' ' || !isGrouped || count % 4 != 0)
            {
                break;
            }
        }

        // Words in capitals may follow the last group: the longest number whose check digits are right is taken.
        for (; count >= MinChars; end--)
        {
            if (utf8[end - 1] == ' ') continue;
            if (!AsciiForm.IsWordByte(AsciiForm.At(utf8, end)) && IsChecked(chars[..count])) return end - start;
            count--;
        }

        return 0;
    }

    private static bool IsChecked(ReadOnlySpan<byte> chars)
    {
        if (!AsciiForm.IsDigit(chars[2]) || !AsciiForm.IsDigit(chars[3])) return false;
        var rest = 0;
        for (var i = 0; i < chars.Length; i++)
        {
            var b = chars[(i + 4) % chars.Length];
            rest = AsciiForm.IsDigit(b) ? (10 * rest + b - '0') % 97 : (100 * rest + b - 'A' + 10) % 97;
        }

        return rest == 1;
    }
}
