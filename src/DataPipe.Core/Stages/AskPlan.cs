namespace DataPipe.Core.Stages;

/// <summary>Requests of one kind that a stage makes of one teacher.</summary>
/// <param name="Teacher">The teacher's name in the pipeline.</param>
/// <param name="What">What is asked for, in a word or two.</param>
/// <param name="Expected">What will likely be asked; null while an input is unknown.</param>
/// <param name="AtMost">The most that can be asked when each request is sent once; null while an input is unknown.</param>
/// <param name="MaxTokens">Longest answer in tokens.</param>
/// <param name="Messages">Messages of a prompt at most.</param>
public sealed record AskPlan(string Teacher, string What, AskVolume? Expected, AskVolume? AtMost, int MaxTokens, int Messages)
{
    /// <summary>How long an answer mostly is, in tokens, before any was seen; null where nothing is known but the largest length.</summary>
    public double? UsualTokens { get; init; }

    /// <summary>Answers that stand in an expected prompt beside its <see cref="AskVolume.PromptBytes"/>.</summary>
    public IReadOnlyList<CarriedAnswers> Carries { get; init; } = [];
}
