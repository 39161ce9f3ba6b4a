using System.Text.Json;

namespace DataPipe.Teachers;

/// <summary>What every provider asks of a prompt, checked before anything is sent.</summary>
internal static class PromptRules
{
    public const int MaxSamples = 128;
    public const int MaxTopLogprobs = 20;

    /// <summary>The first fault of a prompt in words, or null when there is none.</summary>
    public static string? FaultOf(Prompt prompt)
    {
        if (prompt.Messages.Count == 0)
            return "The prompt has no messages.";
        foreach (var message in prompt.Messages)
        {
            if (!IsWellFormed(message.Content))
                return "A message holds half of a surrogate pair, which is not text.";
        }

        foreach (var stop in prompt.Stop)
        {
            if (stop.Length == 0 || !IsWellFormed(stop))
                return "A stop text is empty or not text.";
        }

        if (prompt.Samples is < 1 or > MaxSamples)
            return $"Samples is {prompt.Samples}; it goes from 1 to {MaxSamples}.";
        if (prompt.MaxTokens is < 1)
            return $"MaxTokens is {prompt.MaxTokens}; it starts at 1.";
        if (prompt.TopLogprobs is < 0 or > MaxTopLogprobs)
            return $"TopLogprobs is {prompt.TopLogprobs}; it goes from 0 to {MaxTopLogprobs}.";
        return RangeFault("Temperature", prompt.Temperature, 0, 2)
            ?? RangeFault("TopP", prompt.TopP, 0, 1)
            ?? RangeFault("PresencePenalty", prompt.PresencePenalty, -2, 2)
            ?? RangeFault("FrequencyPenalty", prompt.FrequencyPenalty, -2, 2)
            ?? SchemaFault(prompt);
    }

    private static string? RangeFault(string name, double? value, double low, double high) =>
        value is null || (value >= low && value <= high)
            ? null
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name} is {value}; it goes from {low} to {high}.");

    private static string? SchemaFault(Prompt prompt)
    {
        if (prompt.JsonSchemaName is { } name && !IsSchemaName(name))
            return "JsonSchemaName takes 1 to 64 letters, digits, '_' and '-'.";
        if (prompt.JsonSchema is not { } schema)
            return null;
        try
        {
            using var document = JsonDocument.Parse(schema);
            return document.RootElement.ValueKind == JsonValueKind.Object ? null : "JsonSchema is not a JSON object.";
        }
        catch (JsonException failure)
        {
            return $"JsonSchema is not JSON: {failure.Message}";
        }
        catch (ArgumentException)
        {
            return "JsonSchema holds half of a surrogate pair, which is not text.";
        }
    }

    private static bool IsSchemaName(string name)
    {
        if (name.Length is 0 or > 64)
            return false;
        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('_' or '-'))
                return false;
        }

        return true;
    }

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (System.Text.Rune.DecodeFromUtf16(text, out _, out var consumed) != System.Buffers.OperationStatus.Done)
                return false;
            text = text[consumed..];
        }

        return true;
    }
}
