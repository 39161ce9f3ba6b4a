using System.Globalization;
using DataPipe.Cli.Wiring;
using DataPipe.Core.Stages;
using DataPipe.Execution.Progress;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DataPipe.Cli.Progress;

using Text = Spectre.Console.Text;

/// <summary>A line a stage on the terminal, redrawn while the run goes on.</summary>
internal sealed class LiveRunView(Terminal terminal) : IRunView
{
    private const int BarWidth = 24;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private readonly Lock _gate = new();
    private readonly List<(string Stage, string Outcome)> _ended = [];
    private readonly Speed _speed = new(TimeProvider.System);
    private StageProgress? _current;

    public async Task<T> ShowAsync<T>(Task<T> work)
    {
        await terminal.Error.Live(Draw()).AutoClear(false).StartAsync(async live =>
        {
            using var timer = new PeriodicTimer(Interval);
            var tick = timer.WaitForNextTickAsync().AsTask();
            while (await Task.WhenAny(work, tick) == tick)
            {
                tick = timer.WaitForNextTickAsync().AsTask();
                live.UpdateTarget(Draw());
            }

            live.UpdateTarget(Draw());
        });
        return await work;
    }

    public void Skipped(string stage, Tally tally) => End(stage, string.Create(CultureInfo.InvariantCulture, $"[grey]done before, {tally.RecordsOut:#,0} records[/]"));

    public void Started(StageProgress progress)
    {
        lock (_gate) _current = progress;
    }

    public void Finished(string stage, Tally tally, TimeSpan elapsed)
    {
        var dropped = tally.Dropped.Sum(d => d.Records);
        End(stage, string.Create(CultureInfo.InvariantCulture, $"[green]done[/] in {elapsed.TotalSeconds:0.0} s, {tally.RecordsIn:#,0} in, {dropped:#,0} dropped, {tally.RecordsOut:#,0} out"));
    }

    private void End(string stage, string outcome)
    {
        lock (_gate)
        {
            _current = null;
            _ended.Add((stage, outcome));
        }
    }

    private Grid Draw()
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap());
        lock (_gate)
        {
            foreach (var (stage, outcome) in _ended) grid.AddRow(new Text(stage), new Markup(outcome));
            if (_current is { } progress) grid.AddRow(new Text(progress.Name), Line(progress));
        }

        return grid;
    }

    private Markup Line(StageProgress progress)
    {
        var filled = (int)Math.Round(progress.Fraction * BarWidth);
        var (records, bytes, left) = _speed.Of(progress);
        return new Markup(string.Create(CultureInfo.InvariantCulture,
            $"{Markup.Escape(progress.Phase),-10} [blue]{new string('━', filled)}[/][grey]{new string('─', BarWidth - filled)}[/] {progress.Fraction,4:P0}  {records}  {bytes}  {left}  {progress.Dropped:#,0} dropped"));
    }
}
