namespace DataPipe.Teachers.Batches;

/// <summary>The prompts that go to the provider in one batch, as a file.</summary>
/// <param name="Number">Number of the part, from 0.</param>
/// <param name="Url">The path the provider is to send each row to.</param>
/// <param name="File">The input file.</param>
/// <param name="Checksum">SHA-256 of the file, lower-case hexadecimal: the part's name at the provider.</param>
/// <param name="Indices">Position of each row's prompt.</param>
/// <param name="EstimatedTokens">Tokens of its prompts, estimated.</param>
internal sealed record BatchPart(int Number, string Url, string File, string Checksum, IReadOnlyList<int> Indices, long EstimatedTokens)
{
    /// <summary>The file's name at the provider, by which a lost upload is found again.</summary>
    public string UploadName => $"datapipe-{Checksum[..32]}.jsonl";

    /// <summary>The value of a batch's metadata by which a lost submission is found again.</summary>
    public string SubmissionKey(int submission) => $"{Checksum[..32]}-{submission}";
}
