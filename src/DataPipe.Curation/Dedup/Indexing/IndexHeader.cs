using System.Text.Json;
using System.Text.Json.Serialization;
using DataPipe.Core.Datasets;

namespace DataPipe.Curation.Dedup.Indexing;

/// <summary>What an index is of, and its files. Written last: where it is, the index is whole.</summary>
/// <param name="Format">Version of the format of the files.</param>
/// <param name="Search">What counted as a duplicate, as <see cref="SearchText"/> writes it.</param>
/// <param name="Documents">Documents of the corpus.</param>
/// <param name="Keys">Their keys, sorted, in 4,096 sections, each with a document that has it.</param>
/// <param name="Facts">For every document the place of the id that stayed for it, and what is known of that one.</param>
/// <param name="Ids">These ids.</param>
internal sealed record IndexHeader(int Format, string Search, long Documents, IndexFile Keys, IndexFile Facts, IndexFile Ids)
{
    internal const int CurrentFormat = 1;

    internal const string Folder = "index", HeaderExtension = ".json", KeysExtension = ".keys", FactsExtension = ".facts", IdsExtension = ".ids";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    internal byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>The header, or null when it is none.</summary>
    internal static IndexHeader? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<IndexHeader>(json, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
