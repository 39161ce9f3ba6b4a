using DataPipe.Cli.Wiring;

namespace DataPipe.Cli.Progress;

/// <summary>Which view fits who is looking.</summary>
internal static class RunViews
{
    public static IRunView For(Terminal terminal, Func<string?> status) =>
        terminal.IsJson ? new JsonRunView() : terminal.IsLive ? new LiveRunView(terminal, status) : new PlainRunView(terminal, status);
}
