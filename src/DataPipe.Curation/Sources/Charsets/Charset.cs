using System.Text;

namespace DataPipe.Curation.Sources.Charsets;

/// <summary>A character encoding of the web, by its standard name. Source: WHATWG Encoding Standard.</summary>
internal sealed class Charset
{
    private readonly Encoding? _encoding;
    private readonly string? _upperHalf;

    private Charset(string name, Encoding? encoding, string? upperHalf)
    {
        Name = name;
        _encoding = encoding;
        _upperHalf = upperHalf;
    }

    /// <summary>UTF-8.</summary>
    public static Charset Utf8 { get; } = new("UTF-8", new UTF8Encoding(false, false), null);

    /// <summary>UTF-16, low byte first.</summary>
    public static Charset Utf16LittleEndian { get; } = new("UTF-16LE", new UnicodeEncoding(false, false, false), null);

    /// <summary>UTF-16, high byte first.</summary>
    public static Charset Utf16BigEndian { get; } = new("UTF-16BE", new UnicodeEncoding(true, false, false), null);

    /// <summary>Stands for encodings that must not be decoded, such as ISO-2022-KR, because they hide markup.</summary>
    public static Charset Replacement { get; } = new("replacement", null, null);

    /// <summary>Standard name.</summary>
    public string Name { get; }

    /// <summary>Whether its bytes are not to be decoded.</summary>
    public bool IsReplacement => ReferenceEquals(this, Replacement);

    /// <summary>An encoding that the framework knows by a code page.</summary>
    public static Charset OfCodePage(string name, int codePage) => new(
        name,
        CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))
            ?? Encoding.GetEncoding(codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD")),
        null);

    /// <summary>An encoding of single bytes: ASCII below, these characters from 0xA0 on, controls between.</summary>
    /// <param name="name">Standard name.</param>
    /// <param name="upperHalf">96 characters for the bytes from 0xA0 on, or 128 for those from 0x80 on.</param>
    public static Charset OfTable(string name, string upperHalf) => new(name, null, upperHalf);

    /// <summary>Most characters that so many bytes decode to.</summary>
    public int MaxChars(int bytes) => _encoding?.GetMaxCharCount(bytes) ?? bytes;

    /// <summary>Decodes; what is invalid becomes U+FFFD.</summary>
    /// <returns>Characters written.</returns>
    public int Decode(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        if (_encoding is not null) return _encoding.GetChars(bytes, chars);
        if (_upperHalf is null) throw new InvalidOperationException($"the charset {Name} is not to be decoded");
        var first = 256 - _upperHalf.Length;
        for (var i = 0; i < bytes.Length; i++) chars[i] = bytes[i] < first ? (char)bytes[i] : _upperHalf[bytes[i] - first];
        return bytes.Length;
    }
}
