using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace DataPipe.Teachers.Serving;

/// <summary>Answers <c>/v1/files</c>: upload, list, look up, read, delete.</summary>
internal sealed class FileEndpoint(FileShelf shelf, FrontDesk desk, TeacherServerOptions options)
{
    // A form has headers and other fields besides the file.
    private const int FormOverheadBytes = 64 << 10;

    public async Task UploadAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = options.MaxFileBytes + FormOverheadBytes;
        if (!context.Request.HasFormContentType)
            throw new ApiErrorException(ApiError.Invalid("A file is uploaded as multipart/form-data.", "file"));
        IFormCollection form;
        try
        {
            form = await context.Request.ReadFormAsync(
                new FormOptions { MultipartBodyLengthLimit = options.MaxFileBytes + FormOverheadBytes }, context.RequestAborted);
        }
        catch (InvalidDataException failure)
        {
            throw new ApiErrorException(ApiError.Invalid($"The form cannot be read: {failure.Message}", "file"));
        }

        var purpose = form["purpose"].ToString();
        if (purpose != "batch")
            throw new ApiErrorException(ApiError.Invalid($"The purpose '{purpose}' is not 'batch'.", "purpose"));
        if (form.Files["file"] is not { } upload)
            throw RequestBody.Missing("file");
        if (upload.Length > options.MaxFileBytes)
            throw new ApiErrorException(ApiError.Invalid($"The file is larger than {options.MaxFileBytes} bytes.", "file"));
        var content = new byte[upload.Length];
        await using (var stream = upload.OpenReadStream())
            await stream.ReadExactlyAsync(content, context.RequestAborted);

        // The form's boundary is new each time; what counts for the dice is the file.
        var turn = await desk.AdmitAsync(context, Chance.Mix(FrontDesk.HashOf(upload.FileName), (ulong)content.Length), "POST /files", null);
        var file = shelf.Add(upload.FileName, purpose, content);
        await desk.DeliverAsync(context, turn, Body(file.Write));
    }

    public async Task ListAsync(HttpContext context)
    {
        var turn = await AdmitAsync(context);
        var purpose = context.Request.Query["purpose"].ToString();
        await desk.DeliverAsync(context, turn, Body(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("object"u8, "list"u8);
            writer.WriteStartArray("data"u8);
            foreach (var file in shelf.All)
            {
                if (purpose.Length == 0 || file.Purpose == purpose)
                    file.Write(writer);
            }

            writer.WriteEndArray();
            writer.WriteBoolean("has_more"u8, false);
            writer.WriteEndObject();
        }));
    }

    public async Task FindAsync(HttpContext context)
    {
        var turn = await AdmitAsync(context);
        await desk.DeliverAsync(context, turn, Body(FileOf(context, turn).Write));
    }

    public async Task ReadAsync(HttpContext context)
    {
        var turn = await AdmitAsync(context);
        await desk.DeliverAsync(context, turn, ServedBody.Free(FileOf(context, turn).Content) with { ContentType = "application/octet-stream" });
    }

    public async Task DeleteAsync(HttpContext context)
    {
        var turn = await AdmitAsync(context);
        var file = FileOf(context, turn);
        shelf.Remove(file.Id);
        await desk.DeliverAsync(context, turn, Body(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, file.Id);
            writer.WriteString("object"u8, "file"u8);
            writer.WriteBoolean("deleted"u8, true);
            writer.WriteEndObject();
        }));
    }

    /// <summary>A body of JSON.</summary>
    public static ServedBody Body(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
            write(writer);
        return ServedBody.Free(buffer.WrittenMemory);
    }

    private Task<Turn> AdmitAsync(HttpContext context)
    {
        var what = $"{context.Request.Method} {context.Request.Path}";
        return desk.AdmitAsync(context, FrontDesk.HashOf(what), what, null);
    }

    private StoredFile FileOf(HttpContext context, Turn turn)
    {
        var id = context.GetRouteValue("id") as string ?? "";
        if (shelf.Find(id) is { } file)
            return file;
        turn.Close("invalid", answered: false, paid: null);
        throw new ApiErrorException(new ApiError(StatusCodes.Status404NotFound, "invalid_request_error", $"There is no file '{id}'.", "id", null));
    }
}
