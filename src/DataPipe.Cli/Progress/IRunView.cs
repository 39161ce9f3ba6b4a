using DataPipe.Execution.Progress;

namespace DataPipe.Cli.Progress;

/// <summary>Shows a run while it goes on.</summary>
internal interface IRunView : IRunObserver
{
    /// <summary>Shows until the work has ended, and gives its result.</summary>
    Task<T> ShowAsync<T>(Task<T> work);
}
