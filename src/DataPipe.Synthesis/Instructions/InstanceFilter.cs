using DataPipe.Core.Steps;

namespace DataPipe.Synthesis.Instructions;

/// <summary>Judges the instances of one instruction together. Source: Self-Instruct code.</summary>
public static class InstanceFilter
{
    /// <summary>The reply holds no instance.</summary>
    public static readonly DropReason NoInstance = new("no-instance");

    /// <summary>The teacher refused to write instances.</summary>
    public static readonly DropReason Refused = new("refused");

    /// <summary>The answer repeats the input.</summary>
    public static readonly DropReason InputIsOutput = new("input-is-output");

    /// <summary>There is no answer.</summary>
    public static readonly DropReason EmptyOutput = new("empty-output");

    /// <summary>Input or answer ends with a colon: most often cut short.</summary>
    public static readonly DropReason EndsWithColon = new("ends-with-colon");

    /// <summary>The instruction has two instances with the same input and different answers: none is trusted.</summary>
    public static readonly DropReason Contradiction = new("contradiction");

    /// <summary>The same instance came before.</summary>
    public static readonly DropReason Duplicate = new("duplicate-instance");

    /// <summary>The instruction has enough instances.</summary>
    public static readonly DropReason TooMany = new("too-many-instances");

    /// <summary>A verdict for each instance, in order.</summary>
    /// <param name="instances">All instances of one instruction.</param>
    /// <param name="maxInstances">How many are kept at most.</param>
    public static IReadOnlyList<Verdict> Judge(IReadOnlyList<Instance> instances, int maxInstances)
    {
        var verdicts = new Verdict[instances.Count];
        HashSet<Instance> seen = [];
        Dictionary<string, string> outputs = new(StringComparer.Ordinal);
        var contradicting = false;
        for (var i = 0; i < verdicts.Length; i++)
        {
            var instance = instances[i];
            if (instance.Output.Length == 0) verdicts[i] = Verdict.Drop(EmptyOutput);
            else if (instance.Input == instance.Output) verdicts[i] = Verdict.Drop(InputIsOutput);
            else if (instance.Input.EndsWith(':') || instance.Output.EndsWith(':')) verdicts[i] = Verdict.Drop(EndsWithColon);
            else if (!seen.Add(instance)) verdicts[i] = Verdict.Drop(Duplicate);
            else if (instance.Input.Length > 0 && !outputs.TryAdd(instance.Input, instance.Output)) contradicting = true;
        }

        var kept = 0;
        for (var i = 0; i < verdicts.Length; i++)
        {
            if (verdicts[i].IsDrop) continue;
            if (contradicting) verdicts[i] = Verdict.Drop(Contradiction);
            else if (++kept > maxInstances) verdicts[i] = Verdict.Drop(TooMany);
        }

        return verdicts;
    }
}
