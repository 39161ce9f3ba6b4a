using System.Globalization;
using System.Text;

namespace DataPipe.Samples.Pack;

/// <summary>Writes pages in the charset that the index asks for, and tells it where the index says.</summary>
internal static class Charsets
{
    /// <summary>The bytes of a page. A character that the charset lacks becomes a numeric reference, as browsers write it in forms.</summary>
    public static byte[] Encode(string page, Capture capture)
    {
        Encoding encoding;
        try
        {
            encoding = CodePagesEncodingProvider.Instance.GetEncoding(capture.Charset, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(capture.Charset, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            throw new SampleException($"pages/index.json, {capture.Url}: charset '{capture.Charset}' is not known.");
        }
        byte[] mark = capture.Declared == "bom" ? encoding.GetPreamble() : [];
        try
        {
            return [.. mark, .. encoding.GetBytes(page)];
        }
        catch (EncoderFallbackException)
        {
            return [.. mark, .. encoding.GetBytes(WithReferences(page, encoding))];
        }
    }

    /// <summary>The meta element that tells the charset, or nothing.</summary>
    public static string MetaElement(Capture capture) => capture.Declared switch
    {
        "both" or "meta" when capture.Charset == "utf-8" => "<meta charset=\"utf-8\">",
        "both" or "meta" => $"<meta http-equiv=\"Content-Type\" content=\"text/html; charset={Name(capture)}\">",
        "header" or "bom" or "none" => "",
        _ => throw new SampleException($"pages/index.json, {capture.Url}: 'declared' is both, header, meta, bom or none, not '{capture.Declared}'."),
    };

    /// <summary>The value of the Content-Type header.</summary>
    public static string ContentType(Capture capture) => capture.Declared is "both" or "header" && capture.Generated != "image"
        ? $"{capture.ContentType}; charset={Name(capture)}"
        : capture.ContentType;

    private static string Name(Capture capture) => capture.DeclaredAs ?? capture.Charset;

    private static string WithReferences(string page, Encoding encoding)
    {
        var text = new StringBuilder(page.Length);
        foreach (var rune in page.EnumerateRunes())
        {
            var character = rune.ToString();
            try
            {
                _ = encoding.GetByteCount(character);
                text.Append(character);
            }
            catch (EncoderFallbackException)
            {
                text.Append(CultureInfo.InvariantCulture, $"&#{rune.Value};");
            }
        }
        return text.ToString();
    }
}
