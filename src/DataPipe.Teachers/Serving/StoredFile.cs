using System.Text.Json;

namespace DataPipe.Teachers.Serving;

/// <summary>A file that was uploaded or that a batch wrote.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Purpose">What it is for: <c>batch</c> or <c>batch_output</c>.</param>
/// <param name="Created">When it came, seconds since 1970.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record StoredFile(string Id, string Name, string Purpose, long Created, ReadOnlyMemory<byte> Content)
{
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, Id);
        writer.WriteString("object"u8, "file"u8);
        writer.WriteNumber("bytes"u8, Content.Length);
        writer.WriteNumber("created_at"u8, Created);
        writer.WriteString("filename"u8, Name);
        writer.WriteString("purpose"u8, Purpose);
        writer.WriteString("status"u8, "processed"u8);
        writer.WriteEndObject();
    }
}
