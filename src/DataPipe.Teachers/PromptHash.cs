using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace DataPipe.Teachers;

/// <summary>A stable 64-bit hash of what shapes the answer's text: not of the number of samples, the length limit, the stop texts or the wish for log-probabilities.</summary>
internal static class PromptHash
{
    public static ulong Of(Prompt prompt, long seed)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, seed);
        Append(hash, prompt.Messages.Count);
        foreach (var message in prompt.Messages)
        {
            Append(hash, (long)message.Role);
            Append(hash, message.Content);
        }

        Append(hash, prompt.Temperature);
        Append(hash, prompt.TopP);
        Append(hash, prompt.PresencePenalty);
        Append(hash, prompt.FrequencyPenalty);
        Append(hash, prompt.Seed is null ? 0 : 1);
        Append(hash, prompt.Seed ?? 0);
        Append(hash, Compact(prompt.JsonSchema));
        AppendForm(hash, prompt);

        Span<byte> digest = stackalloc byte[32];
        hash.GetHashAndReset(digest);
        return BinaryPrimitives.ReadUInt64LittleEndian(digest);
    }

    // What most prompts leave alone adds nothing where it is left alone: the answers to those prompts stay what they were.
    private static void AppendForm(IncrementalHash hash, Prompt prompt)
    {
        if (prompt.Kind != PromptKind.Chat)
            Append(hash, $"kind:{(int)prompt.Kind}");
        if (prompt.ReasoningEffort is { } effort)
            Append(hash, $"effort:{(int)effort}");
        if (prompt.ToolChoice is { } choice)
            Append(hash, $"choice:{(int)choice.Kind}:{choice.ToolName}");
        foreach (var tool in prompt.Tools)
        {
            Append(hash, $"tool:{tool.Name}");
            Append(hash, tool.Description is null ? 0 : 1);
            Append(hash, tool.Description ?? "");
            Append(hash, Compact(tool.ParametersSchema));
        }

        for (var i = 0; i < prompt.Messages.Count; i++)
        {
            foreach (var call in prompt.Messages[i].ToolCalls)
            {
                Append(hash, $"call:{i}");
                Append(hash, call.Name);
                Append(hash, call.Arguments);
            }
        }
    }

    // White space between the tokens of a schema does not survive every transport.
    private static string Compact(string? schema)
    {
        if (schema is null)
            return "";
        using var document = JsonDocument.Parse(schema);
        return JsonSerializer.Serialize(document.RootElement);
    }

    private static void Append(IncrementalHash hash, string text)
    {
        Append(hash, text.Length);
        hash.AppendData(Encoding.UTF8.GetBytes(text));
    }

    private static void Append(IncrementalHash hash, double? value) =>
        Append(hash, value is { } number ? BitConverter.DoubleToInt64Bits(number) : -1L);

    private static void Append(IncrementalHash hash, long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        hash.AppendData(bytes);
    }
}
