using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace DataPipe.Teachers.Ledger;

/// <summary>The payloads of records other than entries, as JSON; and what a record holds, whatever its kind.</summary>
internal static class RecordContent
{
    public static byte[] Frame(Reservation reservation, RequestKey key, DateTimeOffset time) => FrameHeader.Frame(RecordKind.Reservation, FrameHeader.NoSlot, time, key, Json(writer =>
    {
        writer.WriteNumber("id"u8, reservation.Id);
        Write(writer, reservation.Scope, reservation.Currency);
        Write(writer, reservation.Amount);
    }));

    public static byte[] Frame(Settlement settlement, RequestKey key, DateTimeOffset time) => FrameHeader.Frame(RecordKind.Settlement, FrameHeader.NoSlot, time, key, Json(writer =>
    {
        writer.WriteNumber("id"u8, settlement.Id);
        Write(writer, settlement.Amount);
    }));

    public static byte[] Frame(SettledSpend spend, DateTimeOffset time) => FrameHeader.Frame(RecordKind.Spend, FrameHeader.NoSlot, time, default, Json(writer =>
    {
        Write(writer, spend.Scope, spend.Currency);
        Write(writer, spend.Amount);
    }));

    public static byte[] Head(IReadOnlyList<int> replaces, DateTimeOffset time) => FrameHeader.Frame(RecordKind.Head, FrameHeader.NoSlot, time, default, Json(writer =>
    {
        writer.WriteNumber("format"u8, 1);
        writer.WriteStartArray("replaces"u8);
        foreach (var number in replaces) writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }));

    /// <summary>What a record holds: an entry, a sum of money, the replaced segments, or null for requests and kinds of later versions.</summary>
    /// <exception cref="FormatException">The payload is whole but not of its kind.</exception>
    public static object? Read(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        try
        {
            return header.Kind switch
            {
                RecordKind.Answer or RecordKind.NonAnswer => EntryJson.Read(header.Key, header.Slot, header.Time, payload),
                RecordKind.Reservation or RecordKind.Settlement or RecordKind.Spend or RecordKind.Head => ReadSmall(header.Kind, payload),
                _ => null,
            };
        }
        catch (Exception misfit) when (misfit is JsonException or InvalidOperationException or KeyNotFoundException or OverflowException)
        {
            throw new FormatException($"A {header.Kind} record is not of its form: {misfit.Message}", misfit);
        }
    }

    private static object ReadSmall(RecordKind kind, ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload);
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        return kind switch
        {
            RecordKind.Reservation => new Reservation(root.GetProperty("id").GetUInt64(), Scope(root), Currency(root), Amount(root)),
            RecordKind.Settlement => new Settlement(root.GetProperty("id").GetUInt64(), Amount(root)),
            RecordKind.Spend => new SettledSpend(Scope(root), Currency(root), Amount(root)),
            _ => root.GetProperty("replaces").EnumerateArray().Select(n => n.GetInt32()).ToArray(),
        };
    }

    public static void Write(Utf8JsonWriter writer, AskScope scope, string currency)
    {
        writer.WriteString("run"u8, scope.Run);
        writer.WriteString("stage"u8, scope.Stage);
        writer.WriteString("currency"u8, currency);
    }

    public static void Write(Utf8JsonWriter writer, Spend amount)
    {
        // As text: a reader of JSON numbers may round.
        writer.WriteString("cost"u8, amount.Cost.ToString(CultureInfo.InvariantCulture));
        writer.WriteNumber("tokens"u8, amount.Tokens);
    }

    public static AskScope Scope(JsonElement element) => new(element.GetProperty("run").GetString()!, element.GetProperty("stage").GetString()!);

    public static string Currency(JsonElement element) => element.GetProperty("currency").GetString()!;

    public static Spend Amount(JsonElement element) =>
        new(decimal.Parse(element.GetProperty("cost").GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture), element.GetProperty("tokens").GetInt64());

    private static ReadOnlySpan<byte> Json(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(160);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }
}
