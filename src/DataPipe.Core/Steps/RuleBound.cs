namespace DataPipe.Core.Steps;

/// <summary>On which side of its limit a <see cref="Rule"/> keeps records.</summary>
public enum RuleBound
{
    /// <summary>The signal must be the limit or more.</summary>
    AtLeast,

    /// <summary>The signal must be the limit or less.</summary>
    AtMost,
}
