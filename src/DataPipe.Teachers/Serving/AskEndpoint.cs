using System.Text.Json;
using DataPipe.Teachers.Serving.Faults;
using DataPipe.Teachers.Simulated;
using Microsoft.AspNetCore.Http;

namespace DataPipe.Teachers.Serving;

/// <summary>Answers requests of one protocol from a teacher.</summary>
internal sealed class AskEndpoint(IAskFormat format, ITeacher teacher, FrontDesk desk, TimeProvider time)
{
    // What OpenAI's own limiter assumes where no length is asked for.
    private const int UsualAnswerTokens = 16;

    private long _made;

    public string Path => format.Path;

    /// <summary>Answers one request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var request = await RequestBody.ReadAsync(context, format.Read);
        var turn = await desk.AdmitAsync(context, ContentOf(request), request.Prompt.Messages[^1].Content, EstimateOf(request.Prompt));
        AskResponse response;
        try
        {
            response = await MakeAsync(request, turn, context.RequestAborted);
        }
        catch (Exception failure)
        {
            desk.Settle(context, turn, 0);
            var outcome = failure is ApiErrorException error ? error.Error.Status < 500 ? "invalid" : "failed" : "client-gone";
            turn.Close(outcome, answered: false, paid: null);
            throw;
        }

        desk.Settle(context, turn, response.Usage.InputTokens + response.Usage.OutputTokens);
        if (turn.Fault == Fault.DuplicateId)
            context.Response.Headers["x-request-id"] = response.Id;
        var pieces = request.Streams ? format.Events(request, response) : [format.Whole(response)];
        await desk.DeliverAsync(context, turn, new ServedBody(pieces, request.Streams, response.Usage, response.IsUsable));
    }

    /// <summary>Answers one row of a batch: status and body, or null where the row is to expire.</summary>
    public async Task<(int Status, ReadOnlyMemory<byte> Body)?> AnswerRowAsync(JsonElement body, CancellationToken cancellation)
    {
        var request = format.Read(body);
        var turn = desk.Admit(ContentOf(request), request.Prompt.Messages[^1].Content);
        if (turn.Fault is { } fault && (fault == Fault.Hang || FrontDesk.ErrorOf(fault) is not null))
        {
            turn.Close(FaultNames.Of(fault), answered: false, paid: null);
            return fault == Fault.Hang ? null : throw new ApiErrorException(FrontDesk.ErrorOf(fault)!);
        }

        try
        {
            var response = await MakeAsync(request, turn, cancellation);
            turn.Close(response.IsUsable ? "answered" : "unusable", response.IsUsable, response.Usage);
            return (StatusCodes.Status200OK, format.Whole(response));
        }
        catch (ApiErrorException)
        {
            turn.Close("invalid", answered: false, paid: null);
            throw;
        }
    }

    /// <summary>Tokens that the limits count before the answer is known.</summary>
    public static long EstimateOf(Prompt prompt)
    {
        long tokens = (long)(prompt.MaxTokens ?? UsualAnswerTokens) * prompt.Samples;
        foreach (var message in prompt.Messages)
            tokens += AnswerTokens.Count(message.Content) + 4;
        return tokens;
    }

    private static ulong ContentOf(AskRequest request) =>
        Chance.Mix(PromptHash.Of(request.Prompt, 0), (ulong)HashCode(request.Prompt));

    // What the hash of a prompt leaves out because it does not shape the text, but makes another request.
    private static long HashCode(Prompt prompt) => ((prompt.MaxTokens ?? 0) * 1000L) + (prompt.Samples * 32) + prompt.Stop.Count;

    private async Task<AskResponse> MakeAsync(AskRequest request, Turn turn, CancellationToken cancellation)
    {
        if (request.Model != teacher.Identity.Model)
        {
            throw new ApiErrorException(new ApiError(
                StatusCodes.Status404NotFound, "invalid_request_error", $"The model '{request.Model}' does not exist; there is '{teacher.Identity.Model}'.", "model", "model_not_found"));
        }

        var reply = await teacher.AskAsync(request.Prompt, cancellation);
        if (reply is Reply.Failed failed)
            throw new ApiErrorException(ErrorOf(failed));
        var usage = (reply as Reply.Answered)?.Usage ?? ((Reply.Refused)reply).Usage;
        var refusal = (reply as Reply.Refused)?.Reason;
        var choices = (reply as Reply.Answered)?.Choices ?? [new Choice(refusal ?? "", FinishReason.Filtered, [])];
        if (turn.Fault == Fault.Truncated)
            choices = [.. choices.Select(Halved)];
        if (turn.Fault == Fault.ContentFilter)
            choices = [.. choices.Select(static _ => new Choice("", FinishReason.Filtered, []))];
        var model = turn.Fault == Fault.WrongModel ? "another-model-1" : (reply as Reply.Answered)?.Model ?? request.Model;
        var id = desk.IdFor(turn, FrontDesk.Id(format.IdPrefix, Interlocked.Increment(ref _made)));
        return new AskResponse(id, time.GetUtcNow().ToUnixTimeSeconds(), model, choices, refusal, usage);
    }

    private static Choice Halved(Choice choice)
    {
        var half = choice.Text.Length / 2;
        if (half > 0 && char.IsHighSurrogate(choice.Text[half - 1]))
            half--;
        return choice with { Text = choice.Text[..half], Finish = FinishReason.Length, ToolCalls = [], Logprobs = [.. choice.Logprobs.Take(choice.Logprobs.Count / 2)] };
    }

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
