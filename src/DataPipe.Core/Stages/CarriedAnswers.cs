namespace DataPipe.Core.Stages;

/// <summary>Answers to other requests of a stage that stand in a prompt: how large it is then is known as well as how long they are.</summary>
/// <param name="What">What those requests ask for, as <see cref="AskPlan.What"/> says.</param>
/// <param name="Count">How many answers, the mean over the prompts.</param>
public sealed record CarriedAnswers(string What, double Count);
