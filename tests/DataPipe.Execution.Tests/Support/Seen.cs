using DataPipe.Core.Stages;
using DataPipe.Execution.Progress;

namespace DataPipe.Execution.Tests.Support;

/// <summary>Writes down what a run tells.</summary>
internal sealed class Seen : IRunObserver
{
    private readonly List<string> _lines = [];

    public StageProgress? Last { get; private set; }

    public void Skipped(string stage, Tally tally) => _lines.Add($"skipped {stage}");

    public void Started(StageProgress progress)
    {
        Last = progress;
        _lines.Add($"started {progress.Name}");
    }

    public void Finished(string stage, Tally tally, TimeSpan elapsed) => _lines.Add($"finished {stage}: {tally.RecordsIn} in, {tally.RecordsOut} out");

    public IReadOnlyList<string> Take()
    {
        string[] lines = [.. _lines];
        _lines.Clear();
        return lines;
    }
}
