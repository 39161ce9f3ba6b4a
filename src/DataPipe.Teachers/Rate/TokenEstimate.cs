namespace DataPipe.Teachers.Rate;

/// <summary>Expects how many tokens a request will take, from its size and from how earlier ones turned out. Not safe for concurrent use.</summary>
internal sealed class TokenEstimate
{
    // An eighth of each new observation: about the last twenty requests count.
    private const double Weight = 0.125;
    private const double FirstTokensPerByte = 0.25;
    private const double FirstOutputTokens = 256;

    private double _tokensPerByte = FirstTokensPerByte;
    private double? _outputTokens;

    /// <summary>Whether the provider counts the largest length of the answers when it admits a request, whatever is used of it.</summary>
    public bool CountsMaxTokens { get; set; }

    /// <summary>Tokens of the prompt.</summary>
    public double Input(RequestSize size) => Math.Max(1, size.PromptBytes * _tokensPerByte);

    /// <summary>Tokens of all answers together.</summary>
    public double Output(RequestSize size)
    {
        if (size.MaxTokens is not { } most)
            return size.Samples * (_outputTokens ?? FirstOutputTokens);
        return size.Samples * (CountsMaxTokens ? most : Math.Min(most, _outputTokens ?? most));
    }

    /// <summary>Learns from what a request took.</summary>
    public void Learn(RequestSize size, Usage usage)
    {
        if (usage.InputTokens > 0 && size.PromptBytes > 0)
            _tokensPerByte += Weight * (((double)usage.InputTokens / size.PromptBytes) - _tokensPerByte);
        if (usage.OutputTokens > 0)
            _outputTokens = _outputTokens is { } mean ? mean + (Weight * (((double)usage.OutputTokens / size.Samples) - mean)) : (double)usage.OutputTokens / size.Samples;
    }
}
