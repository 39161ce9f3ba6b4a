namespace DataPipe.Teachers.OpenAi;

/// <summary>An HTTP response that was read to its end.</summary>
/// <param name="Status">HTTP status code.</param>
/// <param name="Body">The whole body.</param>
/// <param name="Header">Gives a header by its name; null where it was not sent.</param>
internal sealed record WireResponse(int Status, ReadOnlyMemory<byte> Body, Func<string, string?> Header)
{
    /// <summary>The provider's id of the request; null where it sent none.</summary>
    public string? RequestId => Header("x-request-id") ?? Header("request-id") ?? Header("apim-request-id");

    /// <summary>Whether the status says that it went well.</summary>
    public bool IsFine => Status is >= 200 and < 300;
}
