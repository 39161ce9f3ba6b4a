using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace DataPipe.Teachers.Serving;

/// <summary>Answers <c>GET /stats</c> with sums and <c>GET /stats/prompts</c> with every prompt, so that a test can see what was asked, answered and paid for.</summary>
internal sealed class StatsEndpoint(FrontDesk desk)
{
    public Task SumsAsync(HttpContext context) => WriteAsync(context, writer =>
    {
        writer.WriteStartObject();
        desk.Tally.WriteSums(writer);
        writer.WriteStartObject("files_and_batches");
        desk.OtherTally.WriteRequests(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    public Task PromptsAsync(HttpContext context) => WriteAsync(context, desk.Tally.WritePrompts);

    private static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        context.Response.ContentType = "application/json";
        await using (var writer = new Utf8JsonWriter(context.Response.BodyWriter))
            write(writer);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
