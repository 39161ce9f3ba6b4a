using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace DataPipe.Teachers.Serving;

/// <summary>An error as the OpenAI protocol writes it.</summary>
/// <param name="Status">HTTP status code.</param>
/// <param name="Type">Kind of error, such as <c>invalid_request_error</c>.</param>
/// <param name="Message">What is wrong, for people.</param>
/// <param name="Parameter">The field at fault, or null.</param>
/// <param name="Code">The error's code, or null.</param>
internal sealed record ApiError(int Status, string Type, string Message, string? Parameter, string? Code)
{
    /// <summary>Whether the message is a page of HTML that stands for itself, as a proxy would send it.</summary>
    public bool IsPage { get; init; }

    public static ApiError Invalid(string message, string? parameter, string? code = null) =>
        new(StatusCodes.Status400BadRequest, "invalid_request_error", message, parameter, code);

    public async Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        if (IsPage)
        {
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync(Message, context.RequestAborted);
            return;
        }

        context.Response.ContentType = "application/json";
        if (MessagesFormat.IsAskedBy(context.Request))
        {
            await context.Response.BodyWriter.WriteAsync(MessagesFormat.ErrorOf(this), context.RequestAborted);
            return;
        }

        await using (var writer = new Utf8JsonWriter(context.Response.BodyWriter))
        {
            Write(writer);
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    /// <summary>Writes the error as one JSON object.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("error"u8);
        writer.WriteString("message"u8, Message);
        writer.WriteString("type"u8, Type);
        writer.WriteString("param"u8, Parameter);
        writer.WriteString("code"u8, Code);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
