using System.Diagnostics;
using DataPipe.Core.Faults;
using DataPipe.Storage.Local;

namespace DataPipe.Storage.Tests.Support;

/// <summary>What this assembly does when a test runs it as a program of its own.</summary>
internal static class Child
{
    public const string WriteVerb = "write";
    public const string HoldVerb = "hold";
    public const string Held = "held";

    public static async Task<int> Main(string[] arguments)
    {
        try
        {
            if (arguments is [WriteVerb, var store]) await WriteAsync(store);
            else if (arguments is [HoldVerb, var run]) await HoldAsync(run);
            return 0;
        }
        catch (FaultException fault)
        {
            await Console.Out.WriteLineAsync(fault.Message);
            return 1;
        }
    }

    /// <summary>Starts it, perhaps under another program such as a tracer.</summary>
    public static Process Start(IReadOnlyList<string> under, params IReadOnlyList<string> arguments)
    {
        string[] line = [.. under, Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", typeof(Child).Assembly.Location, .. arguments];
        return Process.Start(new ProcessStartInfo(line[0], line[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    private static async Task WriteAsync(string folder)
    {
        await using var writer = await new LocalStore(folder).CreateAsync("data", CancellationToken.None);
        await writer.Stream.WriteAsync("content"u8.ToArray());
        await writer.CommitAsync("data/file", CancellationToken.None);
    }

    private static async Task HoldAsync(string folder)
    {
        using var taken = RunLock.Take(folder);
        await Console.Out.WriteLineAsync(Held);
        await Console.In.ReadLineAsync();
    }
}
