using System.Buffers.Binary;
using System.Text.Json;
using DataPipe.Teachers.OpenAi;

namespace DataPipe.Teachers.Embeddings;

/// <summary>Reads an embeddings response, its vectors as numbers or as base64, whichever the server chose to send.</summary>
internal static class EmbeddingAnswer
{
    /// <summary>Fills one vector a text; throws <see cref="JsonException"/> or <see cref="FormatException"/> where there is not exactly one for each.</summary>
    public static (Usage Usage, string? Model) Read(ReadOnlyMemory<byte> body, Span<float[]?> vectors)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !ReplyJson.TryArray(root, "data", out var list))
            throw new FormatException("The response has no data.");
        if (list.GetArrayLength() != vectors.Length)
            throw new FormatException($"The response has {list.GetArrayLength()} vectors for {vectors.Length} texts.");
        var read = new float[]?[vectors.Length];
        var position = 0;
        foreach (var element in list.EnumerateArray())
        {
            var index = element.TryGetProperty("index", out var given) && given.TryGetInt32(out var number) ? number : position;
            position++;
            if (index < 0 || index >= read.Length || read[index] is not null)
                throw new FormatException("The vectors' indices do not match the texts.");
            read[index] = VectorOf(element.GetProperty("embedding"));
        }

        read.CopyTo(vectors);
        return (ReplyJson.TryObject(root, "usage", out var usage) ? new Usage(ReplyJson.Count(usage, "prompt_tokens"), 0, 0) : Usage.Unreported, ReplyJson.Text(root, "model"));
    }

    private static float[] VectorOf(JsonElement embedding)
    {
        if (embedding.ValueKind == JsonValueKind.String)
        {
            var bytes = embedding.GetBytesFromBase64();
            var vector = new float[bytes.Length / sizeof(float)];
            for (var i = 0; i < vector.Length; i++)
                vector[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)));
            return vector;
        }

        var numbers = new float[embedding.GetArrayLength()];
        var at = 0;
        foreach (var number in embedding.EnumerateArray())
            numbers[at++] = number.GetSingle();
        return numbers;
    }
}
