using System.Text.Json;
using DataPipe.Teachers.OpenAi;

namespace DataPipe.Teachers.Batches;

/// <summary>A batch as the provider describes it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">Its status.</param>
internal sealed record RemoteBatch(string Id, string Status)
{
    public const string KeyName = "datapipe_part";

    public string? OutputFileId { get; init; }

    public string? ErrorFileId { get; init; }

    /// <summary>Why it failed as a whole: code and message.</summary>
    public string? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    /// <summary>Rows that are answered or have failed so far.</summary>
    public int Done { get; init; }

    /// <summary>Our key in its metadata.</summary>
    public string? Key { get; init; }

    /// <summary>Whether nothing will change any more.</summary>
    public bool IsOver => Status is "completed" or "failed" or "expired" or "cancelled";

    /// <summary>Reads one; throws <see cref="FormatException"/>.</summary>
    public static RemoteBatch Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || ReplyJson.Text(root, "id") is not { } id || ReplyJson.Text(root, "status") is not { } status)
            throw new FormatException("The response is no batch.");
        string? code = null, message = null;
        if (ReplyJson.TryObject(root, "errors", out var errors) && ReplyJson.TryArray(errors, "data", out var list) && list.GetArrayLength() > 0)
            (code, message) = (ReplyJson.Text(list[0], "code"), ReplyJson.Text(list[0], "message"));
        return new RemoteBatch(id, status)
        {
            OutputFileId = ReplyJson.Text(root, "output_file_id"),
            ErrorFileId = ReplyJson.Text(root, "error_file_id"),
            ErrorCode = code,
            ErrorMessage = message,
            Done = ReplyJson.TryObject(root, "request_counts", out var counts) ? (int)Math.Min(int.MaxValue, ReplyJson.Count(counts, "completed") + ReplyJson.Count(counts, "failed")) : 0,
            Key = ReplyJson.TryObject(root, "metadata", out var metadata) ? ReplyJson.Text(metadata, KeyName) : null,
        };
    }
}
