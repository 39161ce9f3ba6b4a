using System.Globalization;
using System.Text;
using DataPipe.Teachers.Serving.Faults;
using Microsoft.AspNetCore.Http;

namespace DataPipe.Teachers.Serving;

/// <summary>Where every request comes in and every response goes out: rate limits, latency, faults on purpose, and the count of it all.</summary>
internal sealed class FrontDesk
{
    private const int DripPieces = 20;
    private const int PreviewChars = 60;

    private static readonly byte[] Garbage = "\0}],oops"u8.ToArray();

    private readonly TeacherServerOptions _options;
    private readonly TimeProvider _time;
    private readonly RateGate _gate;
    private readonly FaultPlan _faults;
    private readonly Pace _pace;
    private string _lastId = "";

    public FrontDesk(TeacherServerOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _gate = new RateGate(options, time);
        _faults = new FaultPlan(options.Faults, options.Seed);
        _pace = new Pace(options.LatencyMedian, options.LatencyP95, options.TokensPerSecond, options.Seed, time);
        Tally = new ServedTally(time);
        OtherTally = new ServedTally(time);
    }

    /// <summary>Counts requests for answers and embeddings.</summary>
    public ServedTally Tally { get; }

    /// <summary>Counts requests about files and batches.</summary>
    public ServedTally OtherTally { get; }

    /// <summary>Lets a request in after its latency, or answers it by a fault or the rate limit with an exception.</summary>
    /// <param name="context">The request.</param>
    /// <param name="content">Hash of what it asks.</param>
    /// <param name="preview">What it asks, for people.</param>
    /// <param name="estimatedTokens">What it takes from the token limit; null for a request about files or batches, which no limit counts.</param>
    public async Task<Turn> AdmitAsync(HttpContext context, ulong content, string preview, long? estimatedTokens)
    {
        var tally = estimatedTokens is null ? OtherTally : Tally;
        var attempt = tally.Open(content, preview.Length > PreviewChars ? preview[..PreviewChars] : preview);
        var outcome = "rate-limit";
        try
        {
            if (estimatedTokens is { } tokens)
                _gate.Enter(context, tokens);
            var turn = new Turn(tally, content, attempt, estimatedTokens ?? 0, _faults.Roll(content, attempt));
            outcome = "client-gone";
            await _pace.LatencyAsync(content, attempt, context.RequestAborted);
            if (turn.Fault is { } fault && ErrorOf(fault) is { } error)
            {
                outcome = FaultNames.Of(fault);
                Settle(context, turn, 0);
                if (fault == Fault.RateLimited)
                    context.Response.Headers.RetryAfter = "1";
                throw new ApiErrorException(error);
            }

            if (turn.Fault == Fault.Hang)
            {
                outcome = FaultNames.Of(Fault.Hang);
                Settle(context, turn, 0);
                await Task.Delay(_options.HangTime, _time, context.RequestAborted);
                context.Abort();
                throw new ConnectionGivenUpException();
            }

            return turn;
        }
        catch (ApiErrorException failure) when (failure.Error.Status == StatusCodes.Status400BadRequest)
        {
            tally.Close(content, "invalid", answered: false, paid: null);
            throw;
        }
        catch
        {
            tally.Close(content, outcome, answered: false, paid: null);
            throw;
        }
    }

    /// <summary>Decides about a request that comes by another way than its own connection: a row of a batch.</summary>
    public Turn Admit(ulong content, string preview)
    {
        var attempt = Tally.Open(content, preview.Length > PreviewChars ? preview[..PreviewChars] : preview);
        return new Turn(Tally, content, attempt, 0, _faults.Roll(content, attempt));
    }

    /// <summary>Replaces the estimate by what was used.</summary>
    public void Settle(HttpContext context, Turn turn, long usedTokens)
    {
        if (turn.EstimatedTokens > 0)
            _gate.Settle(context, turn.EstimatedTokens, usedTokens);
    }

    /// <summary>An id for a response: a new one, or by fault the last one once more.</summary>
    public string IdFor(Turn turn, string fresh)
    {
        if (turn.Fault == Fault.DuplicateId && Volatile.Read(ref _lastId) is { Length: > 0 } last)
            return last;
        Volatile.Write(ref _lastId, fresh);
        return fresh;
    }

    /// <summary>Sends a response, whole or as events, as its fault wants it, and counts it.</summary>
    public async Task DeliverAsync(HttpContext context, Turn turn, ServedBody body)
    {
        var outcome = "client-gone";
        var answered = false;
        try
        {
            if (!body.IsStream)
                await _pace.TokensAsync(body.Usage?.OutputTokens ?? 0, context.RequestAborted);
            await SendAsync(context, turn.Fault, body);
            outcome = turn.Fault is { } fault ? FaultNames.Of(fault) : body.IsUsable ? "answered" : "unusable";
            answered = body.IsUsable && turn.Fault is null or Fault.Drip or Fault.WrongModel or Fault.DuplicateId;
        }
        catch (ConnectionGivenUpException)
        {
            outcome = FaultNames.Of(Fault.Reset);
            throw;
        }
        finally
        {
            turn.Close(outcome, answered, body.Usage);
        }
    }

    private async Task SendAsync(HttpContext context, Fault? fault, ServedBody body)
    {
        var pieces = body.Pieces;
        context.Response.ContentType = body.ContentType;
        if (body.IsStream)
            context.Response.Headers.CacheControl = "no-cache";
        if (fault == Fault.InvalidJson)
            pieces = Spoilt(pieces);
        if (fault == Fault.Drip && !body.IsStream)
            pieces = Cut(pieces[0], DripPieces);
        if (!body.IsStream)
            context.Response.ContentLength = pieces.Sum(static piece => piece.Length);
        if (fault == Fault.Reset)
            pieces = pieces.Count > 1 ? pieces.GetRange(0, pieces.Count / 2) : [pieces[0][..(pieces[0].Length / 2)]];
        var output = context.Response.BodyWriter;
        foreach (var piece in pieces)
        {
            await output.WriteAsync(piece, context.RequestAborted);
            if (body.IsStream)
                await _pace.TokensAsync(1, context.RequestAborted);
            if (fault == Fault.Drip)
                await Task.Delay(_options.DripTime / pieces.Count, _time, context.RequestAborted);
        }

        if (fault != Fault.Reset)
            return;
        context.Abort();
        throw new ConnectionGivenUpException();
    }

    private static List<ReadOnlyMemory<byte>> Spoilt(List<ReadOnlyMemory<byte>> pieces)
    {
        var spoilt = new List<ReadOnlyMemory<byte>>(pieces);
        var middle = pieces.Count / 2;
        var piece = pieces[middle];
        spoilt[middle] = (byte[])[.. piece[..(piece.Length / 2)].Span, .. Garbage];
        return spoilt;
    }

    private static List<ReadOnlyMemory<byte>> Cut(ReadOnlyMemory<byte> body, int count)
    {
        var pieces = new List<ReadOnlyMemory<byte>>(count + 1);
        var step = Math.Max(1, body.Length / count);
        for (var at = 0; at < body.Length; at += step)
            pieces.Add(body.Slice(at, Math.Min(step, body.Length - at)));
        return pieces;
    }

    /// <summary>The error response of a fault; null for faults that are no error response.</summary>
    public static ApiError? ErrorOf(Fault fault) => fault switch
    {
        Fault.RateLimited => new ApiError(429, "requests", "Rate limit reached, on purpose. Please try again in 1s.", null, "rate_limit_exceeded"),
        Fault.RateLimitedSilently => new ApiError(429, "requests", "Rate limit reached, on purpose.", null, "rate_limit_exceeded"),
        Fault.InternalError => new ApiError(500, "server_error", "The server had an error, on purpose.", null, null),
        Fault.BadGateway => new ApiError(502, "server_error", "<html><head><title>502 Bad Gateway</title></head><body>on purpose</body></html>", null, null) { IsPage = true },
        Fault.Unavailable => new ApiError(503, "server_error", "The model is overloaded, on purpose.", null, null),
        Fault.Overloaded => new ApiError(529, "overloaded_error", "Overloaded, on purpose.", null, null),
        _ => null,
    };

    /// <summary>The hash of a text, for requests that are no prompt.</summary>
    public static ulong HashOf(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ value) * 1099511628211UL;
        return hash;
    }

    /// <summary>A number as an id.</summary>
    public static string Id(string prefix, long number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number:x12}");
}
