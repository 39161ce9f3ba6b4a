using System.Globalization;
using DataPipe.Cli.Wiring;
using DataPipe.Core.Stages;
using DataPipe.Execution.Progress;

namespace DataPipe.Cli.Progress;

/// <summary>Plain lines for logs: one when a stage begins or ends, and one now and then between.</summary>
internal sealed class PlainRunView(Terminal terminal, Func<string?> status) : IRunView
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly Speed _speed = new(TimeProvider.System);
    private volatile StageProgress? _current;

    public async Task<T> ShowAsync<T>(Task<T> work)
    {
        using var timer = new PeriodicTimer(Interval);
        var tick = timer.WaitForNextTickAsync().AsTask();
        while (await Task.WhenAny(work, tick) == tick)
        {
            tick = timer.WaitForNextTickAsync().AsTask();
            if (_current is not { } progress) continue;
            var (records, bytes, left) = _speed.Of(progress);
            terminal.Say(string.Create(CultureInfo.InvariantCulture,
                $"{progress.Name} {progress.Phase}: {progress.Fraction:P0}, task {progress.TasksDone} of {progress.TasksTotal}, {progress.Records:#,0} records, {progress.Dropped:#,0} dropped  {records} {bytes} {left} {status()}").TrimEnd());
        }

        return await work;
    }

    public void Skipped(string stage, Tally tally) => terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{stage}: done before, {tally.RecordsOut:#,0} records"));

    public void Started(StageProgress progress)
    {
        _current = progress;
        terminal.Say($"{progress.Name}: started");
    }

    public void Finished(string stage, Tally tally, TimeSpan elapsed)
    {
        _current = null;
        var dropped = tally.Dropped.Sum(d => d.Records);
        terminal.Say(string.Create(CultureInfo.InvariantCulture,
            $"{stage}: done in {elapsed.TotalSeconds:0.0} s, {tally.RecordsIn:#,0} records in, {dropped:#,0} dropped, {tally.RecordsOut:#,0} out"));
    }
}
