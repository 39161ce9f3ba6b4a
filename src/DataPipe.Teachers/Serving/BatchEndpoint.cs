using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DataPipe.Teachers.Serving;

/// <summary>Answers <c>/v1/batches</c>: create, list, look up, cancel.</summary>
internal sealed class BatchEndpoint(BatchDesk batches, FrontDesk desk)
{
    private const int UsualPage = 20;
    private const int MaxPage = 100;

    public async Task CreateAsync(HttpContext context)
    {
        var (input, endpoint, metadata) = await RequestBody.ReadAsync(context, static body => (
            RequestBody.RequiredText(body, "input_file_id"),
            RequestBody.RequiredText(body, "endpoint"),
            RequestBody.RequiredText(body, "completion_window") == "24h" ? MetadataOf(body) : throw RequestBody.WrongType("completion_window", "'24h'")));
        var turn = await desk.AdmitAsync(context, FrontDesk.HashOf($"POST /batches {input}"), "POST /batches", null);
        ServedBatch batch;
        try
        {
            batch = batches.Create(input, endpoint, metadata);
        }
        catch (ApiErrorException)
        {
            turn.Close("invalid", answered: false, paid: null);
            throw;
        }

        await desk.DeliverAsync(context, turn, FileEndpoint.Body(batch.Write));
    }

    public async Task ListAsync(HttpContext context)
    {
        var turn = await AdmitAsync(context);
        var limit = int.TryParse(context.Request.Query["limit"], out var given) ? Math.Clamp(given, 1, MaxPage) : UsualPage;
        var after = context.Request.Query["after"].ToString();
        var page = batches.All.Where(batch => after.Length == 0 || string.CompareOrdinal(batch.Id, after) < 0).Take(limit + 1).ToList();
        await desk.DeliverAsync(context, turn, FileEndpoint.Body(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("object"u8, "list"u8);
            writer.WriteStartArray("data"u8);
            foreach (var batch in page.Take(limit))
                batch.Write(writer);
            writer.WriteEndArray();
            writer.WriteString("last_id"u8, page.Count == 0 ? null : page[Math.Min(limit, page.Count) - 1].Id);
            writer.WriteBoolean("has_more"u8, page.Count > limit);
            writer.WriteEndObject();
        }));
    }

    public async Task FindAsync(HttpContext context)
    {
        var turn = await AdmitAsync(context);
        await desk.DeliverAsync(context, turn, FileEndpoint.Body(BatchOf(context, turn).Write));
    }

    public async Task CancelAsync(HttpContext context)
    {
        var turn = await AdmitAsync(context);
        await desk.DeliverAsync(context, turn, FileEndpoint.Body(batches.Cancel(BatchOf(context, turn)).Write));
    }

    private Task<Turn> AdmitAsync(HttpContext context)
    {
        var what = $"{context.Request.Method} {context.Request.Path}";
        return desk.AdmitAsync(context, FrontDesk.HashOf(what), what, null);
    }

    private ServedBatch BatchOf(HttpContext context, Turn turn)
    {
        var id = context.GetRouteValue("id") as string ?? "";
        if (batches.Find(id) is { } batch)
            return batch;
        turn.Close("invalid", answered: false, paid: null);
        throw new ApiErrorException(new ApiError(StatusCodes.Status404NotFound, "invalid_request_error", $"There is no batch '{id}'.", "id", null));
    }

    private static Dictionary<string, string> MetadataOf(JsonElement body)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        if (RequestBody.Field(body, "metadata") is not { } given)
            return metadata;
        if (given.ValueKind != JsonValueKind.Object)
            throw RequestBody.WrongType("metadata", "an object");
        foreach (var pair in given.EnumerateObject())
            metadata[pair.Name] = pair.Value.ValueKind == JsonValueKind.String ? pair.Value.GetString()! : throw RequestBody.WrongType("metadata", "an object of strings");
        return metadata;
    }
}
