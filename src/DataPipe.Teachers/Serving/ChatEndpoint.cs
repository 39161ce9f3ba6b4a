using System.Buffers;
using System.Globalization;
using DataPipe.Teachers.Simulated;
using Microsoft.AspNetCore.Http;

namespace DataPipe.Teachers.Serving;

/// <summary>Answers <c>POST /v1/chat/completions</c> from a teacher.</summary>
internal sealed class ChatEndpoint(ITeacher teacher, RateGate gate, TimeProvider time)
{
    // What OpenAI's own limiter assumes where no length is asked for.
    private const int UsualAnswerTokens = 16;

    private long _made;

    public async Task AnswerAsync(HttpContext context)
    {
        var request = await RequestBody.ReadAsync(context, ChatRequest.Read);
        if (request.Model != teacher.Identity.Model)
        {
            throw new ApiErrorException(new ApiError(
                StatusCodes.Status404NotFound, "invalid_request_error", $"The model '{request.Model}' does not exist; there is '{teacher.Identity.Model}'.", "model", "model_not_found"));
        }

        var estimate = Estimate(request.Prompt);
        gate.Enter(context, estimate);
        var reply = await teacher.AskAsync(request.Prompt, context.RequestAborted);
        var usage = UsageOf(reply);
        gate.Settle(context, estimate, usage.InputTokens + usage.OutputTokens);

        if (reply is Reply.Failed failed)
            throw new ApiErrorException(ErrorOf(failed));
        var refusal = (reply as Reply.Refused)?.Reason;
        var choices = (reply as Reply.Answered)?.Choices ?? [new Choice(refusal ?? "", FinishReason.Filtered, [])];
        var model = (reply as Reply.Answered)?.Model ?? request.Model;
        var id = string.Create(CultureInfo.InvariantCulture, $"chatcmpl-{Interlocked.Increment(ref _made):x12}");
        var response = new ChatResponse(id, time.GetUtcNow().ToUnixTimeSeconds(), model);
        if (request.Streams)
        {
            await StreamAsync(context, response, choices, request.StreamsUsage ? usage : null);
            return;
        }

        context.Response.ContentType = "application/json";
        response.Write(context.Response.BodyWriter, choices, refusal, usage);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static async Task StreamAsync(HttpContext context, ChatResponse response, IReadOnlyList<Choice> choices, Usage? usage)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        var output = context.Response.BodyWriter;
        var withUsage = usage is not null;
        for (var index = 0; index < choices.Count; index++)
        {
            var choice = choices[index];
            await EventAsync(context, body => response.WriteChunk(body, index, first: true, "", null, null, withUsage));
            var tokens = AnswerTokens.Split(choice.Text, int.MaxValue);
            for (var i = 0; i < tokens.Count; i++)
            {
                var logprob = i < choice.Logprobs.Count ? choice.Logprobs[i] : null;
                await EventAsync(context, body => response.WriteChunk(body, index, first: false, tokens[i], logprob, null, withUsage));
            }

            await EventAsync(context, body => response.WriteChunk(body, index, first: false, null, null, choice.Finish, withUsage));
        }

        if (usage is not null)
            await EventAsync(context, body => response.WriteUsageChunk(body, usage));
        output.Write("data: [DONE]\n\n"u8);
        await output.FlushAsync(context.RequestAborted);
    }

    private static async Task EventAsync(HttpContext context, Action<IBufferWriter<byte>> write)
    {
        var output = context.Response.BodyWriter;
        output.Write("data: "u8);
        write(output);
        output.Write("\n\n"u8);
        await output.FlushAsync(context.RequestAborted);
    }

    private static long Estimate(Prompt prompt)
    {
        long tokens = (long)(prompt.MaxTokens ?? UsualAnswerTokens) * prompt.Samples;
        foreach (var message in prompt.Messages)
            tokens += AnswerTokens.Count(message.Content) + 4;
        return tokens;
    }

    private static Usage UsageOf(Reply reply) => reply switch
    {
        Reply.Answered answered => answered.Usage,
        Reply.Refused refused => refused.Usage,
        _ => Usage.None,
    };

    private static ApiError ErrorOf(Reply.Failed failed) => failed.Kind switch
    {
        FailureKind.InvalidRequest => ApiError.Invalid(failed.Message, null, failed.Code),
        FailureKind.Unauthorised => new ApiError(StatusCodes.Status401Unauthorized, "invalid_request_error", failed.Message, null, failed.Code),
        FailureKind.RateLimited => new ApiError(StatusCodes.Status429TooManyRequests, "requests", failed.Message, null, "rate_limit_exceeded"),
        FailureKind.QuotaExhausted => new ApiError(StatusCodes.Status429TooManyRequests, "insufficient_quota", failed.Message, null, "insufficient_quota"),
        FailureKind.Transient => new ApiError(StatusCodes.Status503ServiceUnavailable, "server_error", failed.Message, null, failed.Code),
        _ => new ApiError(StatusCodes.Status501NotImplemented, "server_error", failed.Message, null, failed.Code),
    };
}
