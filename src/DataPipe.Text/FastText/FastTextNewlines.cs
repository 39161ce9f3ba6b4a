namespace DataPipe.Text.FastText;

/// <summary>What a newline in a text means to a fastText model.</summary>
public enum FastTextNewlines
{
    /// <summary>A blank: the text is one line, as published pipelines make it before they ask.</summary>
    Blanks,

    /// <summary>The end: only the first line is looked at, as fastText's program and libraries do.</summary>
    End,
}
