namespace DataPipe.Core.Faults;

/// <summary>Collects faults so that all mistakes are reported at once.</summary>
public sealed class FaultList
{
    private readonly List<Fault> _faults = [];

    /// <summary>What was found so far, in order.</summary>
    public IReadOnlyList<Fault> Faults => _faults;

    /// <summary>Whether anything was found.</summary>
    public bool Any => _faults.Count > 0;

    /// <summary>Adds a fault.</summary>
    public void Add(string code, string message, SourcePosition? at) => _faults.Add(new Fault(code, message, at));

    /// <summary>Throws them all when there is any, in the order of the file.</summary>
    /// <exception cref="FaultException">At least one fault was added.</exception>
    public void ThrowIfAny()
    {
        if (Any) throw new FaultException([.. _faults.Distinct().OrderBy(f => f.At?.Line ?? 0).ThenBy(f => f.At?.Column ?? 0)], null);
    }
}
