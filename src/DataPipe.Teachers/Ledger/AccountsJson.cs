using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace DataPipe.Teachers.Ledger;

/// <summary>A segment's sums as JSON, for its index file.</summary>
internal static class AccountsJson
{
    public static ReadOnlySpan<byte> Write(SegmentAccounts accounts)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("requests"u8, accounts.Requests);
            writer.WriteStartArray("replaces"u8);
            foreach (var number in accounts.Replaces) writer.WriteNumberValue(number);
            writer.WriteEndArray();
            Array(writer, "calls"u8, accounts.Calls, tally => Write(writer, tally));
            Array(writer, "settled"u8, accounts.Spend.Settled, spend =>
            {
                RecordContent.Write(writer, spend.Scope, spend.Currency);
                RecordContent.Write(writer, spend.Amount);
            });
            Array(writer, "reserved"u8, accounts.Spend.Open, reservation =>
            {
                writer.WriteNumber("id"u8, reservation.Id);
                RecordContent.Write(writer, reservation.Scope, reservation.Currency);
                RecordContent.Write(writer, reservation.Amount);
            });
            Array(writer, "early"u8, accounts.Spend.Early, settlement =>
            {
                writer.WriteNumber("id"u8, settlement.Id);
                RecordContent.Write(writer, settlement.Amount);
            });
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }

    public static SegmentAccounts Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        var accounts = new SegmentAccounts { Requests = root.GetProperty("requests").GetInt64() };
        accounts.Add(RecordKind.Head, root.GetProperty("replaces").EnumerateArray().Select(n => n.GetInt32()).ToArray());
        foreach (var tally in root.GetProperty("calls").EnumerateArray()) accounts.Add(Tally(tally));
        foreach (var e in root.GetProperty("settled").EnumerateArray()) accounts.Spend.Add(new SettledSpend(RecordContent.Scope(e), RecordContent.Currency(e), RecordContent.Amount(e)));
        foreach (var e in root.GetProperty("reserved").EnumerateArray()) accounts.Spend.Add(new Reservation(e.GetProperty("id").GetUInt64(), RecordContent.Scope(e), RecordContent.Currency(e), RecordContent.Amount(e)));
        foreach (var e in root.GetProperty("early").EnumerateArray()) accounts.Spend.Add(new Settlement(e.GetProperty("id").GetUInt64(), RecordContent.Amount(e)));
        return accounts;
    }

    private static void Write(Utf8JsonWriter writer, CallTally tally)
    {
        writer.WriteString("teacher"u8, tally.Teacher);
        writer.WriteString("model"u8, tally.Model);
        RecordContent.Write(writer, tally.Scope, tally.Currency);
        writer.WriteBoolean("simulated"u8, tally.Simulated);
        writer.WriteNumber("answers"u8, tally.Answers);
        writer.WriteNumber("non_answers"u8, tally.NonAnswers);
        writer.WriteNumber("input"u8, tally.InputTokens);
        writer.WriteNumber("output"u8, tally.OutputTokens);
        writer.WriteNumber("cached"u8, tally.CachedInputTokens);
        writer.WriteString("cost"u8, tally.Cost.ToString(CultureInfo.InvariantCulture));
        writer.WriteNumber("unpriced"u8, tally.Unpriced);
    }

    private static CallTally Tally(JsonElement e) => new(
        e.GetProperty("teacher").GetString()!, e.GetProperty("model").GetString()!, RecordContent.Scope(e), RecordContent.Currency(e), e.GetProperty("simulated").GetBoolean())
    {
        Answers = e.GetProperty("answers").GetInt64(),
        NonAnswers = e.GetProperty("non_answers").GetInt64(),
        InputTokens = e.GetProperty("input").GetInt64(),
        OutputTokens = e.GetProperty("output").GetInt64(),
        CachedInputTokens = e.GetProperty("cached").GetInt64(),
        Cost = decimal.Parse(e.GetProperty("cost").GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture),
        Unpriced = e.GetProperty("unpriced").GetInt64(),
    };

    private static void Array<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IEnumerable<T> items, Action<T> members)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            members(item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
