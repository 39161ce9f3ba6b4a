using System.Globalization;
using DataPipe.Cli.Wiring;
using DataPipe.Core.Stages;
using DataPipe.Execution.Progress;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DataPipe.Cli.Progress;

using Text = Spectre.Console.Text;

/// <summary>A line a stage on the terminal, redrawn while the run goes on.</summary>
internal sealed class LiveRunView(Terminal terminal, Func<string?> status) : IRunView
{
    private const int WideBar = 24, NarrowBar = 8;
    private const int WideColumns = 120;
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
        lock (_gate)
        {
            var names = _ended.Select(e => e.Stage).Append(_current?.Name ?? "").Max(n => n.Length);
            var grid = new Grid().AddColumn(new GridColumn().NoWrap().Width(names)).AddColumn(new GridColumn().NoWrap());
            foreach (var (stage, outcome) in _ended) grid.AddRow(new Text(stage), new Markup(outcome));
            if (_current is { } progress) grid.AddRow(new Text(progress.Name), Line(progress));
            if (status() is { } waiting) grid.AddRow(new Text(""), new Text(waiting, new Style(foreground: Color.Grey)));
            return grid;
        }
    }

    private Markup Line(StageProgress progress)
    {
        var isWide = terminal.Error.Profile.Width >= WideColumns;
        var width = isWide ? WideBar : NarrowBar;
        var filled = (int)Math.Round(progress.Fraction * width);
        var (records, bytes, left) = _speed.Of(progress);
        var phase = Markup.Escape(progress.Phase);
        var bar = string.Create(CultureInfo.InvariantCulture, $"[blue]{new string('━', filled)}[/][grey]{new string('─', width - filled)}[/] {progress.Fraction,4:P0}");
        var dropped = string.Create(CultureInfo.InvariantCulture, $"{progress.Dropped:#,0} dropped");
        return new Markup(isWide ? $"{phase,-10} {bar}  {records}  {bytes}  {left}  {dropped}" : $"{phase} {bar} {records} {left}");
    }
}
