using System.Buffers;
using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters;

/// <summary>Rules of <see cref="C4QualityCleaner"/>. The original C4 used 5 words a line and 3 sentences; the defaults are those of datatrove 0.10, which FineWeb used without the rule of terminal punctuation.</summary>
public sealed record C4QualityOptions
{
    /// <summary>Whether lines that do not end as a sentence does (. ? ! " or ', but not ...) are removed. Source: Raffel et al. 2020 (T5), section 2.2, arXiv:1910.10683; FineWeb turns it off.</summary>
    public bool RequireTerminalPunctuation { get; init; } = true;

    /// <summary>Fewest words of a line; shorter ones are removed. Source: datatrove 0.10 and the T5 paper, section 2.2 (3); the released C4 code used 5.</summary>
    [Range(1, 1_000_000)] public int? MinWordsPerLine { get; init; } = 3;

    /// <summary>Fewest sentences of what is left; documents with fewer are dropped. Source: the T5 paper, section 2.2 (5); the released C4 code used 3.</summary>
    [Range(1, 1_000_000)] public int? MinSentences { get; init; } = 5;

    /// <summary>Longest word of a line, in characters; lines with a longer one are removed. Source: the released C4 code.</summary>
    [Range(1, 1_000_000_000)] public int? MaxWordChars { get; init; } = 1000;

    /// <summary>Whether the marks [1], [], [edit] and [citation needed] are cut out. Source: the released C4 code.</summary>
    public bool RemoveCitations { get; init; } = true;

    /// <summary>Whether a document with "lorem ipsum" in a line is dropped. Source: the T5 paper, section 2.2.</summary>
    public bool DropLoremIpsum { get; init; } = true;

    /// <summary>Whether a document with "{" in a line is dropped, as it is likely to be code. Source: the T5 paper, section 2.2.</summary>
    public bool DropCurlyBracket { get; init; } = true;

    /// <summary>Whether lines that speak of JavaScript are removed. Source: the T5 paper, section 2.2.</summary>
    public bool RemoveJavascriptLines { get; init; } = true;

    /// <summary>Whether lines that speak of cookies, terms of use or a privacy policy are removed. Source: the released C4 code.</summary>
    public bool RemovePolicyLines { get; init; } = true;
}

/// <summary>C4's cleaning: removes lines that are not running text, then drops documents of which too little is left. Works line by line in the order of datatrove 0.10.</summary>
public sealed class C4QualityCleaner(C4QualityOptions options) : ICleaner<Document>
{
    /// <summary>Blind text.</summary>
    public static readonly DropReason LoremIpsum = new("lorem-ipsum");

    /// <summary>Most likely code.</summary>
    public static readonly DropReason CurlyBracket = new("curly-bracket");

    /// <summary>Too little is left.</summary>
    public static readonly DropReason TooFewSentences = new("too-few-sentences");

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [LoremIpsum, CurlyBracket, TooFewSentences];

    /// <inheritdoc/>
    public Verdict Clean(Document record, out Document cleaned)
    {
        cleaned = record;
        var text = record.Text.Span;
        // One half holds what is kept, which is never longer than the text; the other the lower-cased text, then lower-cased lines.
        var rented = ArrayPool<byte>.Shared.Rent(2 * text.Length);
        try
        {
            var verdict = Clean(text, rented.AsSpan(0, text.Length), rented.AsSpan(text.Length, text.Length), out var kept);
            if (!verdict.IsDrop && !kept.SequenceEqual(text)) cleaned = record with { Text = new Utf8Text(kept.ToArray()) };
            return verdict;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private Verdict Clean(ReadOnlySpan<byte> text, Span<byte> buffer, Span<byte> lower, out ReadOnlySpan<byte> kept)
    {
        kept = default;
        var hasCitations = options.RemoveCitations && text.Contains((byte)'[');
        // Cutting a mark out may put a phrase together: then every line is looked at.
        var mayHoldPhrase = hasCitations || UnwantedPhrases.AnyIn(AsciiLower.Copy(text, lower));
        int written = 0, sentences = 0;
        foreach (var untrimmed in Lines.Of(text))
        {
            var line = Whitespace.Trim(untrimmed);
            var prose = ProseLineMeasure.Measure(line);
            if (prose.LongestWordChars > options.MaxWordChars) continue;
            var start = written == 0 ? 0 : written + 1; // a newline goes between lines
            if (hasCitations && line.Contains((byte)'[')) line = CitationMarks.Remove(line, buffer[start..]);
            if (options.RequireTerminalPunctuation && !EndsAsSentence(line)) continue;
            if (prose.Words < options.MinWordsPerLine) continue;
            var low = mayHoldPhrase ? AsciiLower.Copy(line, lower) : default;
            if (options.DropLoremIpsum && UnwantedPhrases.HasLoremIpsum(low)) return Verdict.Drop(LoremIpsum);
            if (options.RemoveJavascriptLines && UnwantedPhrases.HasJavascript(low)) continue;
            if (options.DropCurlyBracket && line.Contains((byte)'{')) return Verdict.Drop(CurlyBracket);
            if (options.RemovePolicyLines && UnwantedPhrases.HasPolicy(low)) continue;
            if (sentences < options.MinSentences) sentences = CountSentences(line, sentences, options.MinSentences.Value);
            line.CopyTo(buffer[start..]);
            if (start > 0) buffer[start - 1] = (byte)'\n';
            written = start + line.Length;
        }

        kept = Whitespace.Trim(buffer[..written]);
        return Verdict.DropIf(sentences < options.MinSentences, TooFewSentences);
    }

    private static int CountSentences(ReadOnlySpan<byte> line, int sentences, int enough)
    {
        foreach (var _ in Sentences.Of(line, WordRule.English))
            if (++sentences >= enough)
                break;
        return sentences;
    }

    // The line as it is, whitespace that a citation mark left behind included.
    private static bool EndsAsSentence(ReadOnlySpan<byte> line) =>
        !line.IsEmpty && line[^1] is (byte)'.' or (byte)'?' or (byte)'!' or (byte)'"' or (byte)'\'' && !line.EndsWith("..."u8);
}
