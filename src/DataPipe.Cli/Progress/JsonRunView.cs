using System.Text.Json.Nodes;
using DataPipe.Cli.Tables;
using DataPipe.Cli.Wiring;
using DataPipe.Core.Stages;
using DataPipe.Execution.Progress;

namespace DataPipe.Cli.Progress;

/// <summary>One JSON object an event.</summary>
internal sealed class JsonRunView : IRunView
{
    public Task<T> ShowAsync<T>(Task<T> work) => work;

    public void Skipped(string stage, Tally tally) => Terminal.WriteJsonLine(new JsonObject { ["event"] = "skipped", ["stage"] = stage, ["tally"] = FunnelJson.Of(tally) });

    public void Started(StageProgress progress) => Terminal.WriteJsonLine(new JsonObject { ["event"] = "started", ["stage"] = progress.Name });

    public void Finished(string stage, Tally tally, TimeSpan elapsed) => Terminal.WriteJsonLine(new JsonObject
    {
        ["event"] = "finished", ["stage"] = stage, ["seconds"] = Math.Round(elapsed.TotalSeconds, 3), ["tally"] = FunnelJson.Of(tally),
    });
}
