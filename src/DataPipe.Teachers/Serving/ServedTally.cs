using System.Collections.Concurrent;
using System.Text.Json;

namespace DataPipe.Teachers.Serving;

/// <summary>Counts what was served: requests by outcome, and for each prompt how often it was asked, answered and paid for. Thread-safe.</summary>
internal sealed class ServedTally(TimeProvider time)
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<ulong, PromptTally> _prompts = new();
    private readonly ConcurrentDictionary<string, long> _outcomes = new(StringComparer.Ordinal);
    private long _firstStamp = -1;
    private long _lastStamp = -1;
    private long _settledRequests;
    private long _settledLimited;
    private long _inputTokens;
    private long _outputTokens;
    private int _open;
    private int _mostOpen;

    /// <summary>Notes that a request came in; returns the number of its attempt, from 0.</summary>
    public int Open(ulong content, string preview)
    {
        var now = time.GetTimestamp();
        Interlocked.CompareExchange(ref _firstStamp, now, -1);
        Interlocked.Exchange(ref _lastStamp, now);
        if (IsSettled(now))
            Interlocked.Increment(ref _settledRequests);
        var open = Interlocked.Increment(ref _open);
        for (var most = Volatile.Read(ref _mostOpen); open > most; most = Volatile.Read(ref _mostOpen))
            Interlocked.CompareExchange(ref _mostOpen, open, most);
        return Interlocked.Increment(ref _prompts.GetOrAdd(content, static (_, text) => new PromptTally(text), preview).Asked) - 1;
    }

    /// <summary>Notes how a request ended.</summary>
    /// <param name="content">The request's content.</param>
    /// <param name="outcome">In a word.</param>
    /// <param name="answered">Whether a usable answer was sent whole.</param>
    /// <param name="paid">What a provider would charge; null for nothing.</param>
    public void Close(ulong content, string outcome, bool answered, Usage? paid)
    {
        Interlocked.Decrement(ref _open);
        _outcomes.AddOrUpdate(outcome, 1, static (_, count) => count + 1);
        if (outcome == "rate-limit" && IsSettled(time.GetTimestamp()))
            Interlocked.Increment(ref _settledLimited);
        var prompt = _prompts[content];
        if (answered)
            Interlocked.Increment(ref prompt.Answered);
        if (paid is null)
            return;
        Interlocked.Increment(ref prompt.Paid);
        Interlocked.Add(ref _inputTokens, paid.InputTokens);
        Interlocked.Add(ref _outputTokens, paid.OutputTokens);
    }

    /// <summary>Writes the sums as properties.</summary>
    public void WriteSums(Utf8JsonWriter writer)
    {
        WriteRequests(writer);
        long once = 0, more = 0, never = 0, paidMore = 0;
        foreach (var prompt in _prompts.Values)
        {
            _ = prompt.Answered switch { 0 => never++, 1 => once++, _ => more++ };
            if (prompt.Paid > 1)
                paidMore++;
        }

        writer.WriteStartObject("prompts");
        writer.WriteNumber("asked", _prompts.Count);
        writer.WriteNumber("answered_once", once);
        writer.WriteNumber("answered_more_than_once", more);
        writer.WriteNumber("never_answered", never);
        writer.WriteNumber("paid_more_than_once", paidMore);
        writer.WriteEndObject();
        writer.WriteStartObject("paid_tokens");
        writer.WriteNumber("input", Volatile.Read(ref _inputTokens));
        writer.WriteNumber("output", Volatile.Read(ref _outputTokens));
        writer.WriteEndObject();
    }

    /// <summary>Writes the counts of requests as a property.</summary>
    public void WriteRequests(Utf8JsonWriter writer)
    {
        long total = 0;
        foreach (var prompt in _prompts.Values)
            total += prompt.Asked;
        writer.WriteStartObject("requests");
        writer.WriteNumber("total", total);
        writer.WriteNumber("under_way", Volatile.Read(ref _open));
        writer.WriteNumber("most_under_way", Volatile.Read(ref _mostOpen));
        writer.WriteNumber("seconds", _firstStamp < 0 ? 0 : time.GetElapsedTime(_firstStamp, _lastStamp).TotalSeconds);
        writer.WriteStartObject("by_outcome");
        foreach (var (outcome, count) in _outcomes.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            writer.WriteNumber(outcome, count);
        writer.WriteEndObject();
        writer.WriteStartObject("after_ten_seconds");
        writer.WriteNumber("requests", Volatile.Read(ref _settledRequests));
        writer.WriteNumber("rate_limited", Volatile.Read(ref _settledLimited));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>Writes every prompt with its counts.</summary>
    public void WritePrompts(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var (content, prompt) in _prompts.OrderBy(static pair => pair.Key))
        {
            writer.WriteStartObject();
            writer.WriteString("prompt", content.ToString("x16", System.Globalization.CultureInfo.InvariantCulture));
            writer.WriteString("text", prompt.Preview);
            writer.WriteNumber("asked", prompt.Asked);
            writer.WriteNumber("answered", prompt.Answered);
            writer.WriteNumber("paid", prompt.Paid);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private bool IsSettled(long now) => time.GetElapsedTime(Volatile.Read(ref _firstStamp), now) > Settling;

    private sealed class PromptTally(string preview)
    {
        public readonly string Preview = preview;
        public int Asked;
        public int Answered;
        public int Paid;
    }
}
