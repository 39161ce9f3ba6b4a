using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Text.Tokens;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters;

/// <summary>Bounds of <see cref="LengthFilter"/>.</summary>
public sealed record LengthOptions
{
    /// <summary>Fewest tokens of a document, counted as words and marks by the rule words-v1. Source: Rae et al. 2021 (Gopher), section A.1, arXiv:2112.11446, for words.</summary>
    [Range(1.0, 1e15)] public long? MinTokens { get; init; } = 50;

    /// <summary>Most tokens of a document, counted as words and marks by the rule words-v1. Source: Rae et al. 2021 (Gopher), section A.1, arXiv:2112.11446, for words.</summary>
    [Range(1.0, 1e15)] public long? MaxTokens { get; init; } = 100_000;

    /// <summary>Fewest characters (code points) of a document. Source: our own choice, off; CCNet keeps 300 and more, arXiv:1911.00359.</summary>
    [Range(1, int.MaxValue)] public int? MinChars { get; init; }

    /// <summary>Most characters (code points) of a document. Source: our own choice, off.</summary>
    [Range(1, int.MaxValue)] public int? MaxChars { get; init; }
}

/// <summary>Drops documents that are too short or too long.</summary>
public sealed class LengthFilter(LengthOptions options) : IFilter<Document>
{
    /// <summary>Fewer tokens or characters than asked for.</summary>
    public static readonly DropReason TooShort = new("too-short");

    /// <summary>More tokens or characters than asked for.</summary>
    public static readonly DropReason TooLong = new("too-long");

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [TooShort, TooLong];

    private readonly WordTokenCounter _counter = new();

    /// <inheritdoc/>
    public Verdict Judge(Document record)
    {
        var text = record.Text.Span;
        if (options.MinChars is not null || options.MaxChars is not null)
        {
            var chars = Utf8Runes.Count(text);
            if (chars < options.MinChars) return Verdict.Drop(TooShort);
            if (chars > options.MaxChars) return Verdict.Drop(TooLong);
        }

        if (options.MinTokens is null && options.MaxTokens is null) return Verdict.Keep;
        // The record's own count is as old as its last change; the text may have been cleaned since.
        var tokens = _counter.Count(text);
        if (tokens < options.MinTokens) return Verdict.Drop(TooShort);
        return Verdict.DropIf(tokens > options.MaxTokens, TooLong);
    }
}
