namespace DataPipe.Core.Faults;

/// <summary>Ends a piece of work with one or more <see cref="Fault"/>s that a person can act on.</summary>
public sealed class FaultException : Exception
{
    /// <summary>One fault.</summary>
    public FaultException(string code, string message, Exception? inner) : this([new Fault(code, message, null)], inner) { }

    /// <summary>All faults found.</summary>
    public FaultException(IReadOnlyList<Fault> faults, Exception? inner) : base(string.Join(Environment.NewLine, faults), inner) => Faults = faults;

    /// <summary>What went wrong, in the order found.</summary>
    public IReadOnlyList<Fault> Faults { get; }
}
