using System.Buffers;

namespace DataPipe.Text.Words;

/// <summary>The sentences of UTF-8 text by rule: terminal marks of any script end one, closing punctuation stays with it, known abbreviations do not end it.</summary>
public static class Sentences
{
    // ASCII's full stop, exclamation and question mark, and all that lies beyond ASCII.
    private static readonly SearchValues<byte> MayEnd = SearchValues.Create([(byte)'.', (byte)'!', (byte)'?', .. Enumerable.Range(0x80, 0x80).Select(b => (byte)b)]);

    /// <summary>The sentences, without whitespace around them, on <see cref="WordRule.Standard"/> words.</summary>
    public static SentenceEnumerator Of(ReadOnlySpan<byte> utf8) => new(utf8, WordRule.Standard);

    /// <summary>The sentences on the words of <paramref name="rule"/>; <see cref="WordRule.English"/> counts what datatrove 0.10 counts for English, the sentences of spaCy's sentencizer, and <see cref="WordRule.Treebank"/> those of Punkt.</summary>
    public static SentenceEnumerator Of(ReadOnlySpan<byte> utf8, WordRule rule) => new(utf8, rule);

    /// <summary>The number of sentences on the words of <paramref name="rule"/>; counts no further than <paramref name="atMost"/>.</summary>
    public static int Count(ReadOnlySpan<byte> utf8, WordRule rule, int atMost = int.MaxValue)
    {
        if (atMost <= 0) return 0;
        var trimmed = Whitespace.Trim(utf8);
        if (trimmed.IsEmpty) return 0;
        // Where no mark that ends a sentence has anything behind it, there is one.
        if (trimmed[..^1].IndexOfAny(MayEnd) < 0 && rule != WordRule.Whitespace) return 1;
        var sentences = 0;
        foreach (var _ in Of(trimmed, rule))
            if (++sentences >= atMost)
                break;
        return sentences;
    }
}
