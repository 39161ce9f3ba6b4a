using System.Text.Json;

namespace DataPipe.Teachers.OpenAi;

/// <summary>Reads the log-probabilities of a choice, in the form of chat completions or the older one of completions.</summary>
internal static class OpenAiLogprobs
{
    public static IReadOnlyList<TokenLogprob> Of(JsonElement choice)
    {
        if (!ReplyJson.TryObject(choice, "logprobs", out var logprobs))
            return [];
        if (ReplyJson.TryArray(logprobs, "content", out var content))
            return OfChat(content);
        return ReplyJson.TryArray(logprobs, "tokens", out var tokens) && ReplyJson.TryArray(logprobs, "token_logprobs", out var values)
            ? OfCompletion(logprobs, tokens, values)
            : [];
    }

    private static List<TokenLogprob> OfChat(JsonElement content)
    {
        var tokens = new List<TokenLogprob>(content.GetArrayLength());
        foreach (var element in content.EnumerateArray())
        {
            var top = new List<TokenAlternative>();
            if (ReplyJson.TryArray(element, "top_logprobs", out var alternatives))
            {
                foreach (var alternative in alternatives.EnumerateArray())
                    top.Add(new TokenAlternative(ReplyJson.Text(alternative, "token") ?? "", ReplyJson.Number(alternative, "logprob")));
            }

            tokens.Add(new TokenLogprob(ReplyJson.Text(element, "token") ?? "", ReplyJson.Number(element, "logprob"), top));
        }

        return tokens;
    }

    private static List<TokenLogprob> OfCompletion(JsonElement logprobs, JsonElement tokens, JsonElement values)
    {
        var read = new List<TokenLogprob>(tokens.GetArrayLength());
        var hasTop = ReplyJson.TryArray(logprobs, "top_logprobs", out var tops);
        for (var i = 0; i < tokens.GetArrayLength() && i < values.GetArrayLength(); i++)
        {
            var top = new List<TokenAlternative>();
            if (hasTop && i < tops.GetArrayLength() && tops[i].ValueKind == JsonValueKind.Object)
            {
                foreach (var alternative in tops[i].EnumerateObject())
                    top.Add(new TokenAlternative(alternative.Name, alternative.Value.ValueKind == JsonValueKind.Number ? alternative.Value.GetDouble() : 0));
                // An object has no order that could be relied upon.
                top.Sort(static (left, right) => right.Logprob.CompareTo(left.Logprob));
            }

            read.Add(new TokenLogprob(
                tokens[i].ValueKind == JsonValueKind.String ? tokens[i].GetString()! : "",
                values[i].ValueKind == JsonValueKind.Number ? values[i].GetDouble() : 0,
                top));
        }

        return read;
    }
}
