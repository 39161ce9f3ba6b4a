using System.Text.Json;

namespace DataPipe.Teachers.Serving;

/// <summary>A batch and how far it is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Endpoint">The path its rows are for.</param>
/// <param name="InputFileId">The file with its rows.</param>
/// <param name="Created">When it was made, seconds since 1970.</param>
/// <param name="Metadata">What its maker wants to find again.</param>
internal sealed record ServedBatch(string Id, string Endpoint, string InputFileId, long Created, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary><c>validating</c>, <c>in_progress</c>, <c>finalizing</c>, <c>completed</c>, <c>failed</c>, <c>expired</c>, <c>cancelling</c> or <c>cancelled</c>.</summary>
    public string Status { get; init; } = "validating";

    public string? OutputFileId { get; init; }

    public string? ErrorFileId { get; init; }

    public long? Ended { get; init; }

    public int Total { get; init; }

    public int Completed { get; init; }

    public int Failed { get; init; }

    /// <summary>Why it failed as a whole: code and message.</summary>
    public (string Code, string Message)? Error { get; init; }

    /// <summary>Whether nothing will change any more.</summary>
    public bool IsOver => Status is "completed" or "failed" or "expired" or "cancelled";

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, Id);
        writer.WriteString("object"u8, "batch"u8);
        writer.WriteString("endpoint"u8, Endpoint);
        writer.WriteString("input_file_id"u8, InputFileId);
        writer.WriteString("completion_window"u8, "24h"u8);
        writer.WriteString("status"u8, Status);
        writer.WriteString("output_file_id"u8, OutputFileId);
        writer.WriteString("error_file_id"u8, ErrorFileId);
        writer.WriteNumber("created_at"u8, Created);
        writer.WriteNumber("expires_at"u8, Created + (24 * 3600));
        if (Ended is { } ended && IsOver)
            writer.WriteNumber(Status + "_at", ended);
        if (Error is var (code, message))
        {
            writer.WriteStartObject("errors"u8);
            writer.WriteString("object"u8, "list"u8);
            writer.WriteStartArray("data"u8);
            writer.WriteStartObject();
            writer.WriteString("code"u8, code);
            writer.WriteString("message"u8, message);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteStartObject("request_counts"u8);
        writer.WriteNumber("total"u8, Total);
        writer.WriteNumber("completed"u8, Completed);
        writer.WriteNumber("failed"u8, Failed);
        writer.WriteEndObject();
        writer.WriteStartObject("metadata"u8);
        foreach (var (name, value) in Metadata)
            writer.WriteString(name, value);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
