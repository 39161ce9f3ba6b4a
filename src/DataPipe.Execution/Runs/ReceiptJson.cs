using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DataPipe.Execution.Runs;

/// <summary>Receipts as JSON, inside an envelope with the SHA-256 of the receipt, so that a torn or changed one is known.</summary>
internal static class ReceiptJson
{
    internal static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Default)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Format version of receipts.</summary>
    public const int Format = 1;

    public static byte[] Write<T>(T receipt) =>
        JsonSerializer.SerializeToUtf8Bytes(new Envelope<T>(Format, Checksum(receipt), receipt), Options);

    /// <summary>The receipt, or null when it is not a whole, unchanged one of this format.</summary>
    public static T? Read<T>(ReadOnlySpan<byte> json) where T : class
    {
        try
        {
            var envelope = JsonSerializer.Deserialize<Envelope<T>>(json, Options);
            return envelope is { Format: Format, Receipt: { } receipt } && envelope.Checksum == Checksum(receipt) ? receipt : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Checksum<T>(T receipt) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(receipt, Options))));

    internal sealed record Envelope<T>(int Format, string Checksum, T Receipt);
}
