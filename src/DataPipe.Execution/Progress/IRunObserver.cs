using DataPipe.Core.Stages;

namespace DataPipe.Execution.Progress;

/// <summary>Is told what a run does; the command line shows it.</summary>
public interface IRunObserver
{
    /// <summary>A stage was found done.</summary>
    void Skipped(string stage, Tally tally);

    /// <summary>A stage begins; its counters change from now on.</summary>
    void Started(StageProgress progress);

    /// <summary>A stage is done.</summary>
    void Finished(string stage, Tally tally, TimeSpan elapsed);
}
