using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace DataPipe.Teachers.Ledger;

/// <summary>An entry as the payload of its record: one JSON object whose field names are part of the file format. Key, sample and time stand in the frame.</summary>
internal static class EntryJson
{
    public static ReadOnlySpan<byte> Payload(LedgerEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            Write(writer, entry);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }

    public static void Write(Utf8JsonWriter writer, LedgerEntry entry)
    {
        if (entry.Outcome != EntryOutcome.Answer) writer.WriteString("outcome"u8, NameOf(entry.Outcome));
        if (entry.Choice is { } choice) ChoiceJson.Write(writer, choice);
        if (entry.Reason is { } reason) writer.WriteString("reason"u8, reason);
        writer.WriteString("teacher"u8, entry.Teacher);
        writer.WriteString("provider"u8, entry.Provider);
        writer.WriteString("model"u8, entry.Model);
        writer.WriteNumber("input"u8, entry.Usage.InputTokens);
        writer.WriteNumber("output"u8, entry.Usage.OutputTokens);
        if (entry.Usage.CachedInputTokens != 0) writer.WriteNumber("cached"u8, entry.Usage.CachedInputTokens);
        if (entry.Usage.CacheWriteInputTokens != 0) writer.WriteNumber("cache_write"u8, entry.Usage.CacheWriteInputTokens);
        if (entry.Usage.ReasoningTokens != 0) writer.WriteNumber("reasoning_tokens"u8, entry.Usage.ReasoningTokens);
        if (!entry.Usage.IsReported) writer.WriteBoolean("uncounted"u8, true);
        if (entry.Cost is { } cost) writer.WriteString("cost"u8, cost.ToString(CultureInfo.InvariantCulture));
        if (entry.Currency is { } currency) writer.WriteString("currency"u8, currency);
        writer.WriteNumber("ms"u8, entry.Latency.Ticks / (double)TimeSpan.TicksPerMillisecond);
        if (entry.RequestId is { } id) writer.WriteString("request_id"u8, id);
        if (entry.Attempts != 1) writer.WriteNumber("attempts"u8, entry.Attempts);
        writer.WriteString("run"u8, entry.Scope.Run);
        writer.WriteString("stage"u8, entry.Scope.Stage);
        if (entry.Simulated) writer.WriteBoolean("simulated"u8, true);
    }

    /// <summary>Reads an entry; fields it does not know are passed over. Throws <see cref="JsonException"/>, <see cref="FormatException"/> or <see cref="InvalidOperationException"/>.</summary>
    public static LedgerEntry Read(RequestKey key, int sample, DateTimeOffset time, ReadOnlySpan<byte> payload)
    {
        var entry = new EntryFields();
        var reader = new Utf8JsonReader(payload);
        _ = reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) entry.ReadField(ref reader);
        return entry.ToEntry(key, sample, time);
    }

    public static string NameOf(EntryOutcome outcome) => outcome switch
    {
        EntryOutcome.Answer => "answer",
        EntryOutcome.CutShort => "cut-short",
        EntryOutcome.Filtered => "filtered",
        EntryOutcome.Refused => "refused",
        EntryOutcome.Failed => "failed",
        _ => "surplus",
    };

    public static EntryOutcome OutcomeOf(string? name) => name switch
    {
        null or "answer" => EntryOutcome.Answer,
        "cut-short" => EntryOutcome.CutShort,
        "filtered" => EntryOutcome.Filtered,
        "refused" => EntryOutcome.Refused,
        "failed" => EntryOutcome.Failed,
        "surplus" => EntryOutcome.Surplus,
        _ => throw new FormatException($"Unknown outcome '{name}'."),
    };
}
