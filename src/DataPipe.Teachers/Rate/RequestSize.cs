using System.Text;

namespace DataPipe.Teachers.Rate;

/// <summary>What is known of a request's size before it is sent.</summary>
/// <param name="PromptBytes">Bytes of everything that is read, as UTF-8.</param>
/// <param name="Samples">Answers wanted.</param>
/// <param name="MaxTokens">Largest length of one answer in tokens; null when open.</param>
internal readonly record struct RequestSize(long PromptBytes, int Samples, int? MaxTokens)
{
    // Role and separators around a message: three to four tokens in the chat formats in use.
    private const int BytesPerMessage = 16;

    public static RequestSize Of(Prompt prompt)
    {
        long bytes = prompt.JsonSchema?.Length ?? 0;
        foreach (var message in prompt.Messages)
        {
            bytes += BytesPerMessage + Encoding.UTF8.GetByteCount(message.Content);
            foreach (var call in message.ToolCalls)
                bytes += BytesPerMessage + call.Name.Length + call.Arguments.Length;
        }

        foreach (var tool in prompt.Tools)
            bytes += BytesPerMessage + tool.Name.Length + (tool.Description?.Length ?? 0) + tool.ParametersSchema.Length;
        return new RequestSize(bytes, prompt.Samples, prompt.MaxTokens);
    }
}
