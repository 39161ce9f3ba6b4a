using System.CommandLine;
using System.Text.Json.Nodes;
using DataPipe.Cli.Wiring;
using DataPipe.Teachers.Serving;

namespace DataPipe.Cli.Verbs;

/// <summary><c>datapipe teacher serve</c>: the simulated teacher behind an OpenAI-compatible server.</summary>
internal static class TeacherVerb
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port on the loopback address; 0 takes a free one.", DefaultValueFactory = _ => 8080, Validators = { result => { if (result.Tokens.Count > 0 && !ushort.TryParse(result.Tokens[0].Value, out _)) result.AddError("--port takes a number from 0 to 65535"); } } };
        var seed = new Option<long>("--seed") { Description = "Seed of the answers." };
        var requests = new Option<int?>("--requests-per-minute") { Description = "Requests allowed a minute. Default: no limit." };
        var tokens = new Option<int?>("--tokens-per-minute") { Description = "Tokens allowed a minute. Default: no limit." };
        var json = CommonOptions.Json();
        var serve = new Command("serve", "Serves the simulated teacher on loopback with OpenAI's protocol: chat completions, embeddings, models.") { port, seed, requests, tokens, json };
        serve.SetAction((parsed, cancellation) => ServeAsync(
            new TeacherServerOptions { Port = parsed.GetValue(port), Seed = parsed.GetValue(seed), RequestsPerMinute = parsed.GetValue(requests), TokensPerMinute = parsed.GetValue(tokens) },
            new Terminal(parsed.GetValue(json)), cancellation));
        return new Command("teacher", "Teachers: the models that pipelines ask.") { serve };
    }

    private static async Task<int> ServeAsync(TeacherServerOptions options, Terminal terminal, CancellationToken cancellation)
    {
        await using var server = await TeacherServer.StartAsync(options, TimeProvider.System, cancellation);
        if (terminal.IsJson) Terminal.WriteJsonLine(new JsonObject { ["event"] = "listening", ["endpoint"] = server.Endpoint.ToString(), ["simulated"] = true });
        else Console.Out.WriteLine($"simulated teacher at {server.Endpoint} (it demonstrates and tests, and teaches nothing); Ctrl-C ends it");
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ExitCodes.Done;
    }
}
