using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using DataPipe.Cli.Wiring;
using DataPipe.Teachers.Serving;
using DataPipe.Teachers.Serving.Faults;

namespace DataPipe.Cli.Verbs;

/// <summary><c>datapipe teacher serve</c>: the simulated teacher behind a server that behaves, or misbehaves, like a provider's.</summary>
internal static class TeacherVerb
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port on the loopback address; 0 takes a free one.", DefaultValueFactory = _ => 8080, Validators = { result => { if (result.Tokens.Count > 0 && !ushort.TryParse(result.Tokens[0].Value, out _)) result.AddError("--port takes a number from 0 to 65535"); } } };
        var seed = new Option<long>("--seed") { Description = "Seed of answers, waits and faults: the same requests with the same seed meet the same fate." };
        var requests = new Option<int?>("--requests-per-minute") { Description = "Requests allowed a minute; more get status 429. Default: no limit." };
        var tokens = new Option<int?>("--tokens-per-minute") { Description = "Tokens of prompts and answers allowed a minute. Default: no limit." };
        var latency = Duration("--latency", "Wait before an answer starts, such as 200ms: its median. Default: none.");
        var p95 = Duration("--latency-p95", "Wait that 95 of 100 answers stay below (lognormal), such as 1.5s. Default: every wait is the median.");
        var rate = new Option<double?>("--tokens-per-second") { Description = "Tokens of one answer made a second. Default: all at once.", Validators = { result => { if (result.Tokens.Count > 0 && !(double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var given) && given > 0)) result.AddError("--tokens-per-second takes a number above 0"); } } };
        var faults = new Option<FaultRate[]>("--fault")
        {
            Description = "What goes wrong on purpose and for which fraction of requests, such as --fault reset=0.01 --fault 429=0.05; 'all=0.02' gives every fault that fraction. Faults: "
                + string.Join(", ", FaultNames.All.Select(f => $"{f.Name} ({f.Meaning})")) + ".",
            CustomParser = result =>
            {
                try
                {
                    FaultRate[] rates = [.. result.Tokens.SelectMany(token => FaultRate.Parse(token.Value))];
                    if (rates.Sum(f => f.Fraction) > 1.000001) result.AddError("the fractions of all --fault together go to 1 at most");
                    return rates;
                }
                catch (FormatException failure)
                {
                    result.AddError(failure.Message);
                    return [];
                }
            },
            DefaultValueFactory = _ => [],
        };
        var hang = Duration("--hang", "How long a request with the fault hang is kept. Default: 10m.");
        var drip = Duration("--drip", "How long a body with the fault drip takes. Default: 5s.");
        var batchTime = Duration("--batch-time", "How long a batch takes. Default: as long as its answers do.");
        var json = CommonOptions.Json();
        var serve = new Command("serve",
            "Serves the simulated teacher on loopback, for trying things out without a provider and for testing what happens when a provider misbehaves. "
            + "It speaks OpenAI's protocol (chat completions, completions, embeddings, models, files, batches; streaming too) and Anthropic's (messages). "
            + "GET /stats tells how many requests came and how they ended, GET /stats/prompts how often each prompt was asked, answered and paid for. "
            + "Point a pipeline at it with 'kind: openai' and 'endpoint: http://127.0.0.1:8080/v1'.")
        { port, seed, requests, tokens, latency, p95, rate, faults, hang, drip, batchTime, json };
        serve.Validators.Add(result =>
        {
            // From the words themselves: a value that cannot be read is reported elsewhere, and asking for it throws.
            if (Given(p95) is { } high && high < (Given(latency) ?? TimeSpan.Zero)) result.AddError("--latency-p95 is at least --latency");
            TimeSpan? Given(Option option) => result.GetResult(option)?.Tokens is [var token] ? Parse(token.Value) : null;
        });
        serve.SetAction((parsed, cancellation) => ServeAsync(
            new TeacherServerOptions
            {
                Port = parsed.GetValue(port),
                Seed = parsed.GetValue(seed),
                RequestsPerMinute = parsed.GetValue(requests),
                TokensPerMinute = parsed.GetValue(tokens),
                LatencyMedian = parsed.GetValue(latency),
                LatencyP95 = parsed.GetValue(p95),
                TokensPerSecond = parsed.GetValue(rate),
                Faults = parsed.GetValue(faults) ?? [],
                HangTime = parsed.GetValue(hang) ?? TimeSpan.FromMinutes(10),
                DripTime = parsed.GetValue(drip) ?? TimeSpan.FromSeconds(5),
                BatchTime = parsed.GetValue(batchTime) ?? TimeSpan.Zero,
            },
            new Terminal(parsed.GetValue(json)), cancellation));
        return new Command("teacher", "Teachers: the models that pipelines ask.") { serve };
    }

    private static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (Parse(result.Tokens[0].Value) is { } wait) return wait;
            result.AddError($"{name} takes a number with a unit, such as 200ms, 1.5s or 10m");
            return null;
        },
    };

    private static TimeSpan? Parse(string text)
    {
        var unit = text.TrimStart("0123456789.".ToCharArray());
        double? scale = unit switch { "ms" => 0.001, "s" => 1, "m" => 60, "h" => 3600, _ => null };
        return scale is { } seconds && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount * seconds <= 86400
            ? TimeSpan.FromSeconds(amount * seconds)
            : null;
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
