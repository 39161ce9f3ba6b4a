using System.Runtime.CompilerServices;

namespace DataPipe.Text.Privacy;

/// <summary>Digits that stand together, with single separators between: how they are grouped. Looks at no more than 40 bytes.</summary>
internal readonly ref struct DigitGroups
{
    private const int MaxBytes = 40, MaxGroups = 8;
    private readonly Lengths _groups;
    private readonly Lengths _separators;

    [InlineArray(MaxGroups)]
    private struct Lengths
    {
        private int _first;
    }

    internal DigitGroups(ReadOnlySpan<byte> utf8, int start)
    {
        int at = start, count = 0, digits = 0;
        while (count < MaxGroups && at - start < MaxBytes)
        {
            var from = at;
            while (at - start < MaxBytes && AsciiForm.IsDigit(AsciiForm.At(utf8, at))) at++;
            if (at == from) break;
            _groups[count] = at - from;
            digits += at - from;
            End = at;
            var separator = at;
            while (separator - at < 2 && AsciiForm.At(utf8, separator) is (byte)' ' or (byte)'-' or (byte)'.' or (byte)'/' or (byte)'(' or (byte)')') separator++;
            _separators[count++] = separator == at ? 0 : separator - at == 1 ? utf8[at] : utf8[at] == ')' || utf8[separator - 1] == '(' ? (byte)')' : 0;
            if (_separators[count - 1] == 0) break;
            at = separator;
        }

        (Digits, Groups) = (digits, count);
        FirstDigits = _groups[0];
    }

    /// <summary>All digits.</summary>
    internal int Digits { get; }

    /// <summary>How many groups.</summary>
    internal int Groups { get; }

    /// <summary>Digits of the first group.</summary>
    internal int FirstDigits { get; }

    /// <summary>Offset behind the last digit.</summary>
    internal int End { get; }

    /// <summary>Digits of a group.</summary>
    internal int Length(int group) => _groups[group];

    /// <summary>What stands behind a group; 0 for nothing.</summary>
    internal byte Separator(int group) => (byte)_separators[group];
}
