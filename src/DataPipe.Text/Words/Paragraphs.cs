namespace DataPipe.Text.Words;

/// <summary>The paragraphs of UTF-8 text: what lies between blank lines.</summary>
public static class Paragraphs
{
    /// <summary>The paragraphs of the text without whitespace at its ends, cut at every run of two or more \n; there is always at least one, empty for empty text.</summary>
    public static LineEnumerator Of(ReadOnlySpan<byte> utf8) => new(Whitespace.Trim(utf8), LineRule.BlankLine);
}
