using System.Text.Json.Serialization;

namespace DataPipe.Teachers.Batches;

/// <summary>What is known of a part: one line of the journal.</summary>
/// <param name="Part">Number of the part.</param>
/// <param name="Checksum">SHA-256 of its file.</param>
/// <param name="Step">How far it is.</param>
internal sealed record PartState(int Part, string Checksum, [property: JsonConverter(typeof(JsonStringEnumConverter<BatchStep>))] BatchStep Step)
{
    /// <summary>The provider's id of the uploaded file.</summary>
    public string? FileId { get; init; }

    /// <summary>The provider's id of the batch.</summary>
    public string? BatchId { get; init; }

    /// <summary>How often the part was submitted before, from 0: a provider whose queue is full fails a batch, which is then submitted again.</summary>
    public int Submission { get; init; }

    /// <summary>The batch's last status, such as <c>completed</c> or <c>expired</c>.</summary>
    public string? Status { get; init; }

    /// <summary>The provider's id of the file with answers.</summary>
    public string? OutputFileId { get; init; }

    /// <summary>The provider's id of the file with errors.</summary>
    public string? ErrorFileId { get; init; }

    /// <summary>Why the batch failed as a whole.</summary>
    public string? Error { get; init; }
}
