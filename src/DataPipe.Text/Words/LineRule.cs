namespace DataPipe.Text.Words;

/// <summary>How text is cut into lines.</summary>
public enum LineRule
{
    /// <summary>At every line boundary of Python's str.splitlines (\n, \r, \r\n, \v, \f, U+001C to U+001E, U+0085, U+2028, U+2029); a boundary at the very end opens no further line.</summary>
    AllBoundaries,

    /// <summary>At every \n, as Python's str.split("\n"): n newlines give n + 1 lines, empty ones too.</summary>
    Newline,

    /// <summary>At every run of \n, as Python's re.split("\n+"): a run at an end of the text gives an empty line there.</summary>
    NewlineRun,

    /// <summary>At every run of two or more \n, as Python's re.split("\n{2,}"): paragraphs.</summary>
    BlankLine,
}
