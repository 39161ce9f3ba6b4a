namespace DataPipe.Core.Stages;

/// <summary>The unit of scheduling and of resume: data only, any machine can run it.</summary>
/// <param name="Phase">Name of its phase.</param>
/// <param name="Index">Number in the phase, from 0.</param>
/// <param name="Inputs">What it reads.</param>
/// <param name="Arguments">What else the plan decided for it.</param>
public sealed record TaskSpec(string Phase, int Index, IReadOnlyList<TaskInput> Inputs, IReadOnlyDictionary<string, string> Arguments)
{
    /// <summary>A task without arguments.</summary>
    public TaskSpec(string phase, int index, params IReadOnlyList<TaskInput> inputs) : this(phase, index, inputs, new Dictionary<string, string>()) { }

    /// <summary>Name of the task in messages and receipts: <c>sign-00003</c>.</summary>
    public string Name => $"{Phase}-{Index:00000}";
}
