using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using DataPipe.Teachers.Simulated;
using Microsoft.AspNetCore.Http;

namespace DataPipe.Teachers.Serving;

/// <summary>Answers <c>POST /v1/embeddings</c> from <see cref="WordVector"/>.</summary>
internal sealed class EmbeddingEndpoint(FrontDesk desk)
{
    public const string ModelName = Embeddings.SimulatedEmbedder.ModelName;

    private const int MaxTextTokens = 8192;
    private const long MaxRequestTokens = 300_000;

    public async Task AnswerAsync(HttpContext context)
    {
        var request = await RequestBody.ReadAsync(context, EmbeddingRequest.Read);
        if (request.Model != ModelName)
        {
            throw new ApiErrorException(new ApiError(
                StatusCodes.Status404NotFound, "invalid_request_error", $"The model '{request.Model}' does not exist; there is '{ModelName}'.", "model", "model_not_found"));
        }

        long tokens = 0;
        foreach (var text in request.Texts)
        {
            var count = AnswerTokens.Count(text);
            tokens += count;
            if (count > MaxTextTokens || tokens > MaxRequestTokens)
            {
                throw new ApiErrorException(ApiError.Invalid(
                    $"A text has more than {MaxTextTokens} tokens, or all together more than {MaxRequestTokens}.", "input", "context_length_exceeded"));
            }
        }

        var content = (ulong)request.Dimensions;
        foreach (var text in request.Texts)
            content = Chance.Mix(content, FrontDesk.HashOf(text));
        var turn = await desk.AdmitAsync(context, content, request.Texts[0], tokens);
        var buffer = new ArrayBufferWriter<byte>(1024);
        await using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("object"u8, "list"u8);
            writer.WriteStartArray("data"u8);
            for (var i = 0; i < request.Texts.Count; i++)
                Write(writer, request, i);
            writer.WriteEndArray();
            writer.WriteString("model"u8, ModelName);
            writer.WriteStartObject("usage"u8);
            writer.WriteNumber("prompt_tokens"u8, tokens);
            writer.WriteNumber("total_tokens"u8, tokens);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        await desk.DeliverAsync(context, turn, new ServedBody([buffer.WrittenMemory], false, new Usage(tokens, 0, 0), true));
    }

    private static void Write(Utf8JsonWriter writer, EmbeddingRequest request, int index)
    {
        var vector = WordVector.Of(request.Texts[index], request.Dimensions);
        writer.WriteStartObject();
        writer.WriteString("object"u8, "embedding"u8);
        writer.WriteNumber("index"u8, index);
        if (request.AsBase64)
        {
            var bytes = new byte[vector.Length * sizeof(float)];
            for (var i = 0; i < vector.Length; i++)
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), vector[i]);
            writer.WriteBase64String("embedding"u8, bytes);
        }
        else
        {
            writer.WriteStartArray("embedding"u8);
            foreach (var value in vector)
                writer.WriteNumberValue(value);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
