using System.Text;

namespace DataPipe.Curation.Extraction.Html;

/// <summary>Character references to the characters they stand for. Source: HTML Living Standard, sections 13.2.5.72 to 13.2.5.80.</summary>
internal static class CharacterReferences
{
    /// <summary>Most bytes that a reference stands for.</summary>
    public const int MaxBytes = 8;

    // Numbers 0x80..0x9F mean the characters that windows-1252 has there; 0 where it has none.
    private static ReadOnlySpan<char> Windows1252 =>
        "\u20AC\0\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\0\u017D\0\0\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\0\u017E\u0178";

    /// <summary>Appends a text with its references replaced.</summary>
    public static void Decode(ReadOnlySpan<byte> raw, TextBuffer output, bool inAttribute)
    {
        Span<byte> utf8 = stackalloc byte[MaxBytes];
        while (true)
        {
            var hit = raw.IndexOf((byte)'&');
            if (hit < 0) break;
            output.Append(raw[..hit]);
            raw = raw[hit..];
            var length = Read(raw, inAttribute, utf8, out var written);
            output.Append(length > 0 ? utf8[..written] : raw[..1]);
            raw = raw[Math.Max(1, length)..];
        }

        output.Append(raw);
    }

    /// <summary>Reads the reference at the start of a text, which is an ampersand.</summary>
    /// <returns>Its length in bytes, or 0 when it is none.</returns>
    public static int Read(ReadOnlySpan<byte> text, bool inAttribute, Span<byte> utf8, out int written)
    {
        written = 0;
        if (text.Length < 2) return 0;
        if (text[1] == '#') return ReadNumber(text, utf8, out written);
        var end = 1;
        while (end < text.Length && end <= NamedReferences.MaxNameBytes && IsAlphanumeric(text[end])) end++;
        if (end == 1) return 0;
        if (end < text.Length && text[end] == ';')
        {
            written = ReadCommon(text[1..end], utf8);
            if (written == 0) written = NamedReferences.Find(text[1..end], utf8);
            if (written > 0) return end + 1;
        }

        written = NamedReferences.FindLegacy(text[1..end], utf8, out var nameLength);
        if (written == 0) return 0;
        end = 1 + nameLength;
        var next = end < text.Length ? text[end] : (byte)0;
        if (next == ';') return end + 1;
        // In an attribute, "&copy=1" is more likely a part of an address.
        return inAttribute && (next == '=' || IsAlphanumeric(next)) ? 0 : end;
    }

    private static int ReadCommon(ReadOnlySpan<byte> name, Span<byte> utf8)
    {
        if (name.Length > 4) return 0;
        var plain = name.SequenceEqual("amp"u8) ? (byte)'&' : name.SequenceEqual("lt"u8) ? (byte)'<' : name.SequenceEqual("gt"u8) ? (byte)'>' : name.SequenceEqual("quot"u8) ? (byte)'"' : (byte)0;
        if (plain != 0)
        {
            utf8[0] = plain;
            return 1;
        }

        return name.SequenceEqual("nbsp"u8) ? new Rune(0xA0).EncodeToUtf8(utf8) : 0;
    }

    private static int ReadNumber(ReadOnlySpan<byte> text, Span<byte> utf8, out int written)
    {
        written = 0;
        var at = 2;
        var isHex = text.Length > 2 && (text[2] | 0x20) == 'x';
        if (isHex) at++;
        var first = at;
        uint value = 0;
        for (; at < text.Length; at++)
        {
            var digit = isHex ? HexDigit(text[at]) : text[at] - '0';
            if ((uint)digit >= (isHex ? 16u : 10u)) break;
            value = Math.Min(value * (isHex ? 16u : 10u) + (uint)digit, 0x110000);
        }

        if (at == first) return 0;
        if (value is >= 0x80 and <= 0x9F && Windows1252[(int)value - 0x80] is var mapped and not '\0') value = mapped;
        var rune = value == 0 || !Rune.IsValid(value) ? Rune.ReplacementChar : new Rune(value);
        written = rune.EncodeToUtf8(utf8);
        return at < text.Length && text[at] == ';' ? at + 1 : at;
    }

    private static int HexDigit(byte b) => b <= '9' ? b - '0' : (b | 0x20) is >= 'a' and <= 'f' ? (b | 0x20) - 'a' + 10 : -1;

    private static bool IsAlphanumeric(byte b) => (uint)(b - '0') <= 9 || (uint)((b | 0x20) - 'a') <= 'z' - 'a';
}
