namespace DataPipe.Text.Privacy;

/// <summary>Numbers of payment cards: issuer, length and check digit right. Source: ISO/IEC 7812, the issuers' published ranges.</summary>
internal static class CardForm
{
    private const int MaxDigits = 19, MinDigits = 13;

    /// <summary>The length of the card number that starts at an offset, or 0.</summary>
    internal static int Length(ReadOnlySpan<byte> utf8, int start)
    {
        var before = AsciiForm.At(utf8, start - 1);
        if (AsciiForm.IsWordByte(before) || before is (byte)'.' or (byte)'-' or (byte)'+' or (byte)'/') return 0;
        Span<byte> digits = stackalloc byte[MaxDigits];
        int count = 0, end = start;
        byte separator = 0;
        for (var at = start; ; at++)
        {
            var b = AsciiForm.At(utf8, at);
            if (AsciiForm.IsDigit(b))
            {
                if (count == MaxDigits) return 0;
                digits[count++] = (byte)(b - '0');
                end = at + 1;
            }
            else if (b is (byte)' ' or (byte)'-' && AsciiForm.IsDigit(AsciiForm.At(utf8, at + 1)) && (separator == 0 || separator == b))
            {
                separator = b;
            }
            else
            {
                break;
            }
        }

        if (AsciiForm.IsWordByte(AsciiForm.At(utf8, end)) || count < MinDigits) return 0;
        return IsIssued(digits[..count]) && IsChecked(digits[..count]) ? end - start : 0;
    }

    private static bool IsIssued(ReadOnlySpan<byte> digits)
    {
        var (two, four) = (10 * digits[0] + digits[1], 1000 * digits[0] + 100 * digits[1] + 10 * digits[2] + digits[3]);
        return digits.Length switch
        {
            13 => digits[0] == 4,
            14 => two is 30 or 36 or 38 or 39,
            15 => two is 34 or 37,
            16 => digits[0] == 4 || two is >= 51 and <= 55 or 35 or 62 or 65 || four is >= 2221 and <= 2720 or 6011 or >= 6440 and <= 6499 or 5018 or 5020 or 5038 or 6304,
            17 or 18 => two == 62,
            _ => digits[0] == 4 || two == 62,
        };
    }

    // Luhn; a number of one digit alone is blind text.
    private static bool IsChecked(ReadOnlySpan<byte> digits)
    {
        var (sum, isSame) = (0, true);
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)];
            isSame &= i < 4 || digit == digits[0];
            var doubled = 2 * digit;
            sum += i % 2 == 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
        }

        return sum % 10 == 0 && !isSame;
    }
}
