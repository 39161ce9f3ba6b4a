namespace DataPipe.Core.Records;

/// <summary>The media types a document's text can have on its way through a pipeline.</summary>
public static class MediaTypes
{
    /// <summary>A web page, decoded to UTF-8 but not yet extracted.</summary>
    public const string Html = "text/html";

    /// <summary>Text fit to train on.</summary>
    public const string Plain = "text/plain";
}
