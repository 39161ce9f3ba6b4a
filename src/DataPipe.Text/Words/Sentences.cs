namespace DataPipe.Text.Words;

/// <summary>The sentences of UTF-8 text by rule: terminal marks of any script end one, closing punctuation stays with it, known abbreviations do not end it.</summary>
public static class Sentences
{
    /// <summary>The sentences, without whitespace around them, on <see cref="WordRule.Standard"/> words.</summary>
    public static SentenceEnumerator Of(ReadOnlySpan<byte> utf8) => new(utf8, WordRule.Standard);

    /// <summary>The sentences on the words of <paramref name="rule"/>; <see cref="WordRule.English"/> counts what datatrove 0.10 counts for English, the sentences of spaCy's sentencizer, and <see cref="WordRule.Treebank"/> those of Punkt.</summary>
    public static SentenceEnumerator Of(ReadOnlySpan<byte> utf8, WordRule rule) => new(utf8, rule);

    /// <summary>The number of sentences on the words of <paramref name="rule"/>.</summary>
    public static int Count(ReadOnlySpan<byte> utf8, WordRule rule)
    {
        var sentences = 0;
        foreach (var _ in Of(utf8, rule)) sentences++;
        return sentences;
    }
}
