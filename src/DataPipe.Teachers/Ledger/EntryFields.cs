using System.Globalization;
using System.Text.Json;

namespace DataPipe.Teachers.Ledger;

/// <summary>The fields of an entry while they are read in whatever order.</summary>
internal struct EntryFields
{
    private string? _outcome, _text, _finish, _reason, _teacher, _provider, _model, _currency, _requestId, _run, _stage, _reasoning;
    private List<TokenLogprob>? _logprobs;
    private long _input, _output, _cached, _cacheWrite, _reasoningTokens;
    private decimal? _cost;
    private double _milliseconds;
    private int _attempts;
    private bool _simulated, _uncounted;
    private List<ToolCall>? _calls;

    /// <summary>Reads the field whose name the reader stands at.</summary>
    public void ReadField(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("text"u8)) _text = Text(ref reader);
        else if (reader.ValueTextEquals("finish"u8)) _finish = Text(ref reader);
        else if (reader.ValueTextEquals("teacher"u8)) _teacher = Text(ref reader);
        else if (reader.ValueTextEquals("provider"u8)) _provider = Text(ref reader);
        else if (reader.ValueTextEquals("model"u8)) _model = Text(ref reader);
        else if (reader.ValueTextEquals("input"u8)) _input = Count(ref reader);
        else if (reader.ValueTextEquals("output"u8)) _output = Count(ref reader);
        else if (reader.ValueTextEquals("cached"u8)) _cached = Count(ref reader);
        else if (reader.ValueTextEquals("cache_write"u8)) _cacheWrite = Count(ref reader);
        else if (reader.ValueTextEquals("reasoning_tokens"u8)) _reasoningTokens = Count(ref reader);
        else if (reader.ValueTextEquals("uncounted"u8)) _uncounted = Truth(ref reader);
        else if (reader.ValueTextEquals("cost"u8)) _cost = Text(ref reader) is { } cost ? decimal.Parse(cost, NumberStyles.Float, CultureInfo.InvariantCulture) : null;
        else if (reader.ValueTextEquals("currency"u8)) _currency = Text(ref reader);
        else if (reader.ValueTextEquals("ms"u8)) _milliseconds = Number(ref reader);
        else if (reader.ValueTextEquals("request_id"u8)) _requestId = Text(ref reader);
        else if (reader.ValueTextEquals("attempts"u8)) _attempts = (int)Math.Min(int.MaxValue, Count(ref reader));
        else if (reader.ValueTextEquals("run"u8)) _run = Text(ref reader);
        else if (reader.ValueTextEquals("stage"u8)) _stage = Text(ref reader);
        else if (reader.ValueTextEquals("outcome"u8)) _outcome = Text(ref reader);
        else if (reader.ValueTextEquals("reason"u8)) _reason = Text(ref reader);
        else if (reader.ValueTextEquals("simulated"u8)) _simulated = Truth(ref reader);
        else if (reader.ValueTextEquals("reasoning"u8)) _reasoning = Text(ref reader);
        else if (reader.ValueTextEquals("tool_calls"u8)) _calls = Array(ref reader) ? ChoiceJson.ReadCalls(ref reader) : null;
        else if (reader.ValueTextEquals("logprobs"u8)) _logprobs = Array(ref reader) ? ChoiceJson.ReadLogprobs(ref reader) : null;
        else Pass(ref reader);
    }

    public readonly LedgerEntry ToEntry(RequestKey key, int sample, DateTimeOffset time) => new()
    {
        Key = key,
        Sample = sample,
        Time = time,
        Outcome = EntryJson.OutcomeOf(_outcome),
        Choice = _text is null ? null : new Choice(_text, ChoiceJson.FinishOf(_finish), _logprobs ?? []) { Reasoning = _reasoning, ToolCalls = _calls ?? [] },
        Reason = _reason,
        Teacher = _teacher ?? throw new FormatException("An entry names no teacher."),
        Provider = _provider ?? "",
        Model = _model ?? "",
        Usage = new Usage(_input, _output, _cached) { CacheWriteInputTokens = _cacheWrite, ReasoningTokens = _reasoningTokens, IsReported = !_uncounted },
        Cost = _cost,
        Currency = _currency,
        Latency = TimeSpan.FromTicks((long)(_milliseconds * TimeSpan.TicksPerMillisecond)),
        RequestId = _requestId,
        Attempts = Math.Max(1, _attempts),
        Scope = new AskScope(_run ?? "", _stage ?? ""),
        Simulated = _simulated,
    };

    private static bool Array(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        return reader.TokenType is JsonTokenType.StartArray or JsonTokenType.Null
            ? reader.TokenType == JsonTokenType.StartArray
            : throw new JsonException("A list of an entry is no array.");
    }

    private static bool Truth(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.True;

    private static string? Text(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        return reader.GetString();
    }

    private static long Count(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        return reader.GetInt64();
    }

    private static double Number(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        return reader.GetDouble();
    }

    private static void Pass(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        reader.Skip();
    }
}
