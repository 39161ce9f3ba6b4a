using System.Text.Json;

namespace DataPipe.Teachers.Serving;

/// <summary>A protocol in which answers are asked for.</summary>
internal interface IAskFormat
{
    /// <summary>The path below the root, such as <c>/chat/completions</c>.</summary>
    string Path { get; }

    /// <summary>What a response's id starts with.</summary>
    string IdPrefix { get; }

    /// <summary>Reads a body; throws <see cref="ApiErrorException"/>.</summary>
    AskRequest Read(JsonElement body);

    /// <summary>The whole response.</summary>
    ReadOnlyMemory<byte> Whole(AskResponse response);

    /// <summary>The response as server-sent events, one a piece.</summary>
    List<ReadOnlyMemory<byte>> Events(AskRequest request, AskResponse response);
}
