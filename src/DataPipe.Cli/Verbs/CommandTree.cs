using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using DataPipe.Cli.Wiring;
using DataPipe.Core.Faults;

namespace DataPipe.Cli.Verbs;

/// <summary>All verbs, and how mistakes and interruptions end.</summary>
internal static class CommandTree
{
    public static RootCommand Create() => new("DataPipe turns the open web into training data for language models: pretraining corpora, instruction data, preference pairs.")
    {
        RunVerb.Create(), PlanVerb.Create(), CheckVerb.Create(), StatusVerb.Create(), ShowVerb.Create(), QuantilesVerb.Create(),
        StepsVerb.Create(), SchemaVerb.Create(), TaskVerb.Create(), TeacherVerb.Create(), LedgerVerb.Create(), ReplayVerb.Create(),
        ExportVerb.Create(), StyleVerb.Create(), TrainClassifierVerb.Create(), ExplainVerb.Create(), WhatIfVerb.Create(), DocsVerb.Create(),
    };

    public static async Task<int> InvokeAsync(string[] args)
    {
        var parsed = Create().Parse(args);
        var terminal = new Terminal(args.Any(a => a is "--json" or "--json=true"));
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) terminal.Report([new Fault("DP0001", error.Message, null)], ExitCodes.Usage);
            Console.Error.WriteLine($"'{Path(parsed.CommandResult)} --help' tells what it takes.");
            return ExitCodes.Usage;
        }

        using var interruption = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Interrupt(signal, interruption));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Interrupt(signal, interruption));
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.IsCancellationRequested)
        {
            terminal.Say("interrupted: what was committed stays, and the same command goes on from there");
            return ExitCodes.Interrupted;
        }
        catch (UsageException usage)
        {
            return terminal.Report(usage.Faults, ExitCodes.Usage);
        }
        catch (FaultException fault)
        {
            return terminal.Report(fault.Faults, ExitCodes.Failed);
        }
        catch (Exception unforeseen) when (unforeseen is IOException or UnauthorizedAccessException)
        {
            return terminal.Report([new Fault("DP0005", unforeseen.Message, null)], ExitCodes.Failed);
        }
    }

    // The first signal ends the work cleanly; the second is the user's last word and ends the process as usual.
    private static void Interrupt(PosixSignalContext signal, CancellationTokenSource interruption)
    {
        if (interruption.IsCancellationRequested) return;
        signal.Cancel = true;
        interruption.Cancel();
    }

    private static string Path(CommandResult command)
    {
        var name = command.Command is RootCommand ? "datapipe" : command.Command.Name;
        return command.Parent is CommandResult parent ? $"{Path(parent)} {name}" : name;
    }
}
