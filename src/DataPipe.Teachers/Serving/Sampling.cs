using System.Text.Json;

namespace DataPipe.Teachers.Serving;

/// <summary>Reads what chat completions and completions have in common.</summary>
internal static class Sampling
{
    private const int MaxStops = 16;

    /// <summary>A prompt with the sampling of a body and nothing to ask yet.</summary>
    public static Prompt Of(JsonElement body) => new()
    {
        Messages = [],
        Temperature = RequestBody.OptionalNumber(body, "temperature"),
        TopP = RequestBody.OptionalNumber(body, "top_p"),
        MaxTokens = RequestBody.OptionalCount(body, "max_completion_tokens") ?? RequestBody.OptionalCount(body, "max_tokens"),
        Stop = Texts(body, "stop"),
        Samples = RequestBody.OptionalCount(body, "n") ?? 1,
        Seed = RequestBody.OptionalInteger(body, "seed"),
        PresencePenalty = RequestBody.OptionalNumber(body, "presence_penalty"),
        FrequencyPenalty = RequestBody.OptionalNumber(body, "frequency_penalty"),
    };

    /// <summary>The request of a body; throws <see cref="ApiErrorException"/> for a prompt that no provider takes.</summary>
    public static AskRequest Checked(JsonElement body, Prompt prompt)
    {
        if (PromptRules.FaultOf(prompt) is { } fault)
            throw new ApiErrorException(ApiError.Invalid(fault, null));
        var streamOptions = RequestBody.Field(body, "stream_options");
        return new AskRequest(
            RequestBody.RequiredText(body, "model"),
            prompt,
            RequestBody.OptionalFlag(body, "stream"),
            streamOptions is { ValueKind: JsonValueKind.Object } options && RequestBody.OptionalFlag(options, "include_usage"));
    }

    /// <summary>A text or a list of texts.</summary>
    public static List<string> Texts(JsonElement body, string name)
    {
        if (RequestBody.Field(body, name) is not { } field)
            return [];
        if (field.ValueKind == JsonValueKind.String)
            return [field.GetString()!];
        if (field.ValueKind != JsonValueKind.Array || field.GetArrayLength() > MaxStops)
            throw RequestBody.WrongType(name, $"a string or an array of at most {MaxStops} strings");
        var texts = new List<string>();
        foreach (var element in field.EnumerateArray())
            texts.Add(element.ValueKind == JsonValueKind.String ? element.GetString()! : throw RequestBody.WrongType(name, "an array of strings"));
        return texts;
    }
}
