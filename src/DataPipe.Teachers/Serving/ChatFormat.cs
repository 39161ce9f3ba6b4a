using System.Buffers;
using System.Text.Json;
using DataPipe.Teachers.Simulated;

namespace DataPipe.Teachers.Serving;

/// <summary>OpenAI's chat completions.</summary>
internal sealed class ChatFormat : IAskFormat
{
    public string Path => "/chat/completions";

    public string IdPrefix => "chatcmpl-";

    public AskRequest Read(JsonElement body) => ChatRequest.Read(body);

    public ReadOnlyMemory<byte> Whole(AskResponse response)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        ChatResponse.Write(buffer, response);
        return buffer.WrittenMemory;
    }

    public List<ReadOnlyMemory<byte>> Events(AskRequest request, AskResponse response)
    {
        var events = new List<ReadOnlyMemory<byte>>();
        for (var index = 0; index < response.Choices.Count; index++)
        {
            var choice = response.Choices[index];
            var delta = new ChatDelta(index);
            Add(delta with { IsFirst = true, Text = "" });
            if (choice.Reasoning is { } reasoning)
            {
                foreach (var token in AnswerTokens.Split(reasoning, int.MaxValue))
                    Add(delta with { Reasoning = token });
            }

            var tokens = AnswerTokens.Split(choice.Text, int.MaxValue);
            for (var i = 0; i < tokens.Count; i++)
                Add(delta with { Text = tokens[i], Logprob = i < choice.Logprobs.Count ? choice.Logprobs[i] : null });
            if (choice.ToolCalls.Count > 0)
                Add(delta with { Calls = choice.ToolCalls });
            Add(delta with { Finish = choice.Finish });
        }

        if (request.StreamsUsage)
            events.Add(CompletionParts.Event(body => CompletionParts.WriteUsageChunk(body, response, "chat.completion.chunk")));
        events.Add(CompletionParts.Done);
        return events;

        void Add(ChatDelta delta) => events.Add(CompletionParts.Event(body => ChatResponse.WriteChunk(body, response, request.StreamsUsage, delta)));
    }
}
