using DataPipe.Core.Faults;

namespace DataPipe.Cli.Verbs;

/// <summary>The pipeline or the command line has mistakes; nothing ran.</summary>
internal sealed class UsageException(IReadOnlyList<Fault> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<Fault> Faults { get; } = faults;

    /// <summary>Does something whose faults are mistakes of the pipeline or the command line.</summary>
    public static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (FaultException fault)
        {
            throw new UsageException(fault.Faults);
        }
    }

    /// <summary>The same for work that waits.</summary>
    public static async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (FaultException fault)
        {
            throw new UsageException(fault.Faults);
        }
    }
}
