using System.Buffers;
using System.Text.Json;
using DataPipe.Teachers.Simulated;

namespace DataPipe.Teachers.Serving;

/// <summary>OpenAI's older completions: a text that is continued as it stands.</summary>
internal sealed class CompletionFormat : IAskFormat
{
    public string Path => "/completions";

    public string IdPrefix => "cmpl-";

    public AskRequest Read(JsonElement body)
    {
        if (Sampling.Texts(body, "prompt") is not [var text])
            throw RequestBody.WrongType("prompt", "one string");
        return Sampling.Checked(body, Sampling.Of(body) with
        {
            Kind = PromptKind.Completion,
            Messages = [new Message(Role.User, text)],
            TopLogprobs = RequestBody.OptionalCount(body, "logprobs"),
        });
    }

    public ReadOnlyMemory<byte> Whole(AskResponse response)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            CompletionParts.WriteHead(writer, response, "text_completion");
            writer.WriteStartArray("choices"u8);
            for (var i = 0; i < response.Choices.Count; i++)
                WriteChoice(writer, i, response.Choices[i].Text, response.Choices[i].Logprobs, response.Choices[i].Finish);
            writer.WriteEndArray();
            CompletionParts.WriteUsage(writer, response.Usage);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    public List<ReadOnlyMemory<byte>> Events(AskRequest request, AskResponse response)
    {
        var events = new List<ReadOnlyMemory<byte>>();
        for (var index = 0; index < response.Choices.Count; index++)
        {
            var choice = response.Choices[index];
            var tokens = AnswerTokens.Split(choice.Text, int.MaxValue);
            for (var i = 0; i < tokens.Count; i++)
                Add(index, tokens[i], i < choice.Logprobs.Count ? [choice.Logprobs[i]] : [], null);
            Add(index, "", [], choice.Finish);
        }

        if (request.StreamsUsage)
            events.Add(CompletionParts.Event(body => CompletionParts.WriteUsageChunk(body, response, "text_completion")));
        events.Add(CompletionParts.Done);
        return events;

        void Add(int index, string text, IReadOnlyList<TokenLogprob> logprobs, FinishReason? finish) => events.Add(CompletionParts.Event(body =>
        {
            using var writer = new Utf8JsonWriter(body);
            writer.WriteStartObject();
            CompletionParts.WriteHead(writer, response, "text_completion");
            writer.WriteStartArray("choices"u8);
            WriteChoice(writer, index, text, logprobs, finish);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }));
    }

    private static void WriteChoice(Utf8JsonWriter writer, int index, string text, IReadOnlyList<TokenLogprob> logprobs, FinishReason? finish)
    {
        writer.WriteStartObject();
        writer.WriteNumber("index"u8, index);
        writer.WriteString("text"u8, text);
        WriteLogprobs(writer, logprobs);
        writer.WriteString("finish_reason"u8, finish is { } reason ? CompletionParts.NameOf(reason) : null);
        writer.WriteEndObject();
    }

    private static void WriteLogprobs(Utf8JsonWriter writer, IReadOnlyList<TokenLogprob> logprobs)
    {
        if (logprobs.Count == 0)
        {
            writer.WriteNull("logprobs"u8);
            return;
        }

        writer.WriteStartObject("logprobs"u8);
        writer.WriteStartArray("tokens"u8);
        foreach (var token in logprobs)
            writer.WriteStringValue(token.Token);
        writer.WriteEndArray();
        writer.WriteStartArray("token_logprobs"u8);
        foreach (var token in logprobs)
            writer.WriteNumberValue(token.Logprob);
        writer.WriteEndArray();
        writer.WriteStartArray("top_logprobs"u8);
        foreach (var token in logprobs)
        {
            writer.WriteStartObject();
            foreach (var alternative in token.Top)
                writer.WriteNumber(alternative.Token, alternative.Logprob);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        var offset = 0;
        writer.WriteStartArray("text_offset"u8);
        foreach (var token in logprobs)
        {
            writer.WriteNumberValue(offset);
            offset += token.Token.Length;
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
