namespace DataPipe.Synthesis.Judging;

/// <summary>Recognises answers that decline in words. Only short answers that begin so: a long one that begins with an apology mostly goes on to help.</summary>
public static class RefusalText
{
    // The length below which a WizardLM answer with an apology counts as a refusal: 80 words, at about 6 characters each.
    private const int MaxChars = 480;

    private static readonly string[] Beginnings =
    [
        "I'm sorry, but I can", "I am sorry, but I can", "I'm sorry, I can", "I am sorry, I can", "Sorry, but I can", "Sorry, I can",
        "I'm afraid I can", "I apologize, but I can", "I apologise, but I can", "I can't help with", "I cannot help with", "I can't assist", "I cannot assist",
        "I can't answer", "I cannot answer", "I can't provide", "I cannot provide", "I won't be able to", "I'm unable to", "I am unable to",
        "I'm not able to", "I am not able to", "As an AI", "Unfortunately, I can't", "Unfortunately, I cannot",
        "抱歉，我无法", "抱歉，我不能", "对不起，我无法", "对不起，我不能", "很抱歉，我无法", "作为一个人工智能", "作为人工智能",
    ];

    /// <summary>Whether the answer declines.</summary>
    public static bool Is(ReadOnlySpan<char> answer)
    {
        answer = answer.Trim();
        if (answer.Length > MaxChars) return false;
        Span<char> plain = stackalloc char[MaxChars];
        answer.Replace(plain, '\u2019', '\'');
        foreach (var beginning in Beginnings)
            if (plain[..answer.Length].StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
