namespace DataPipe.Curation.Filters.Nemo;

/// <summary>How many characters of a text belong to the classes that NeMo Curator's filters look at.</summary>
/// <param name="NonAlphanumeric">Those other than a-z, A-Z, 0-9, newlines and ? ! , .</param>
/// <param name="Digits">0-9.</param>
/// <param name="Whitespace">Blanks, tabs, newlines, carriage returns and backspaces.</param>
/// <param name="Parentheses">( ) [ ] { } ⟨ ⟩</param>
internal readonly record struct NemoCharacters(int NonAlphanumeric, int Digits, int Whitespace, int Parentheses)
{
    private const int LaneBytes = ushort.MaxValue;

    // Of a byte, one in the lane of 16 bits of each class that it belongs to; bytes that continue a character belong to none.
    private static readonly ulong[] Classes = [.. Enumerable.Range(0, 256).Select(b => ClassesOf((byte)b))];

    /// <summary>Counts them.</summary>
    internal static NemoCharacters Of(ReadOnlySpan<byte> text)
    {
        int others = 0, digits = 0, whitespace = 0, parentheses = text.Count("⟨"u8) + text.Count("⟩"u8);
        for (; !text.IsEmpty; text = text[Math.Min(LaneBytes, text.Length)..])
        {
            ulong counts = 0;
            foreach (var b in text[..Math.Min(LaneBytes, text.Length)]) counts += Classes[b];
            others += (ushort)counts;
            digits += (ushort)(counts >> 16);
            whitespace += (ushort)(counts >> 32);
            parentheses += (ushort)(counts >> 48);
        }

        return new(others, digits, whitespace, parentheses);
    }

    private static ulong ClassesOf(byte b)
    {
        var c = (char)b;
        var isOther = (b & 0xC0) != 0x80 && !char.IsAsciiLetterOrDigit(c) && c is not ('\n' or '?' or '!' or ',' or '.');
        return (isOther ? 1UL : 0) | (char.IsAsciiDigit(c) ? 1UL << 16 : 0) | (c is '\t' or '\n' or '\r' or '\b' or ' ' ? 1UL << 32 : 0) | (c is '(' or ')' or '[' or ']' or '{' or '}' ? 1UL << 48 : 0);
    }
}
