using System.Text;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters.Dclm;

/// <summary>
/// Cuts out of a line what a page says beside its text: "items in cart" anywhere, "read more..." at its end, "sign-in" at its start, each with one whitespace character before or behind it.
/// Letters of ASCII match whatever their case. Source: Penedo et al. 2023 (RefinedWeb), appendix G.2, arXiv:2306.01116, with the patterns of DCLM's code, in which the dots behind "read more" are any three characters.
/// </summary>
internal static class BoilerplateEdits
{
    private const int CharsBehindReadMore = 3;

    /// <summary>The line without its phrase: a part of it, or what was written into <paramref name="destination"/>, which must be as long or longer.</summary>
    internal static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> line, LinePlace place, Span<byte> destination) => place switch
    {
        LinePlace.Start => CutStart(line),
        LinePlace.End => CutEnd(line),
        _ => CutAnywhere(line, destination),
    };

    private static ReadOnlySpan<byte> CutStart(ReadOnlySpan<byte> line)
    {
        var phrase = "sign-in"u8;
        return StartsWith(line, phrase) ? line[(phrase.Length + SpaceAfter(line[phrase.Length..]))..] : line;
    }

    private static ReadOnlySpan<byte> CutEnd(ReadOnlySpan<byte> line)
    {
        var phrase = "read more"u8;
        var before = line;
        for (var i = 0; i < CharsBehindReadMore; i++)
        {
            if (before.IsEmpty) return line;
            Rune.DecodeLastFromUtf8(before, out _, out var bytes);
            before = before[..^bytes];
        }

        if (before.Length < phrase.Length || !StartsWith(before[^phrase.Length..], phrase)) return line;
        before = before[..^phrase.Length];
        return before[..^SpaceBefore(before)];
    }

    private static ReadOnlySpan<byte> CutAnywhere(ReadOnlySpan<byte> line, Span<byte> destination)
    {
        var phrase = "items in cart"u8;
        var written = 0;
        var isCut = false;
        for (var rest = line; ;)
        {
            var found = IndexOf(rest, phrase);
            if (found < 0)
            {
                if (!isCut) return line;
                rest.CopyTo(destination[written..]);
                return destination[..(written + rest.Length)];
            }

            isCut = true;
            var plain = rest[..found];
            plain = plain[..^SpaceBefore(plain)];
            plain.CopyTo(destination[written..]);
            written += plain.Length;
            rest = rest[(found + phrase.Length)..];
        }
    }

    private static int IndexOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> phrase)
    {
        for (var at = 0; ; at++)
        {
            var found = text[at..].IndexOfAny(phrase[0], (byte)(phrase[0] & ~0x20));
            if (found < 0) return -1;
            at += found;
            if (StartsWith(text[at..], phrase)) return at;
        }
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> phrase) => text.Length >= phrase.Length && Ascii.EqualsIgnoreCase(text[..phrase.Length], phrase);

    private static int SpaceAfter(ReadOnlySpan<byte> text) => text.IsEmpty ? 0 : Whitespace.LengthAt(text, 0);

    private static int SpaceBefore(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return 0;
        Rune.DecodeLastFromUtf8(text, out var rune, out var bytes);
        return CharacterClass.IsWhitespace(rune) ? bytes : 0;
    }
}
