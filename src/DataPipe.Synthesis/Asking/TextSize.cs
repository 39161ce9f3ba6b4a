namespace DataPipe.Synthesis.Asking;

/// <summary>Sizes of texts that are not written yet, for estimates of cost.</summary>
public static class TextSize
{
    /// <summary>
    /// Bytes of UTF-8 that a token of an answer stands for at most, on the mean over the answer. Text in the vocabularies in use has three to five; nothing
    /// but long runs of one character has more than eight.
    /// </summary>
    public const double MaxBytesPerToken = 8;

    /// <summary>Bytes of UTF-8 that a token of an answer likely stands for. Source: OpenAI's documentation of its tokenizer (about four characters of English).</summary>
    public const double UsualBytesPerToken = 4;

    /// <summary>Bytes of UTF-8 that one UTF-16 code unit takes at most.</summary>
    public const int MaxBytesPerChar = 3;
}
