namespace DataPipe.Teachers;

/// <summary>How much a reasoning model thinks before it answers. Providers offer some of these and refuse the others. Source: OpenAI's <c>reasoning_effort</c>.</summary>
public enum ReasoningEffort
{
    /// <summary>No reasoning at all.</summary>
    None,

    /// <summary>As little as the model can.</summary>
    Minimal,

    /// <summary>Little.</summary>
    Low,

    /// <summary>The usual amount.</summary>
    Medium,

    /// <summary>Much.</summary>
    High,

    /// <summary>More than much.</summary>
    ExtraHigh,
}
