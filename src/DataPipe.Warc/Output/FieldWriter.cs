using System.Buffers;
using System.Text;

namespace DataPipe.Warc.Output;

/// <summary>The header of a record being written; refuses what a reader could misread.</summary>
internal sealed class FieldWriter
{
    /// <summary>What ends a record.</summary>
    public static readonly ReadOnlyMemory<byte> RecordEnd = "\r\n\r\n"u8.ToArray();

    // Names that a record has once, and that are written from arguments.
    private static readonly HashSet<string> Own =
        new(StringComparer.OrdinalIgnoreCase) { "WARC-Type", "WARC-Record-ID", "WARC-Date", "WARC-Target-URI", "Content-Type", "Content-Length" };

    // "token" of RFC 9110, section 5.6.2.
    private static readonly SearchValues<char> NameChars =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The header so far.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    /// <summary>Begins a header with its version.</summary>
    public void Start(string version)
    {
        _bytes.ResetWrittenCount();
        _names.Clear();
        Encoding.ASCII.GetBytes(version, _bytes);
        _bytes.Write("\r\n"u8);
    }

    /// <summary>Whether a field of that name is there.</summary>
    public bool Has(string name) => _names.Contains(name);

    /// <summary>Adds a field of the caller's choice.</summary>
    public void AddExtra(string name, string value)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameChars)) throw new ArgumentException($"'{name}' cannot be the name of a header field.", nameof(name));
        if (Own.Contains(name)) throw new ArgumentException($"The header field '{name}' has its own argument.", nameof(name));
        Add(name, value);
    }

    /// <summary>Adds a field.</summary>
    public void Add(string name, string value)
    {
        if (value.AsSpan().Trim().Length != value.Length || value.Length == 0) throw new ArgumentException($"The value of {name} is empty or has white space around it.", nameof(value));
        foreach (var c in value)
            if (char.IsControl(c)) throw new ArgumentException($"The value of {name} holds a control character.", nameof(value));
        _names.Add(name);
        Encoding.ASCII.GetBytes(name, _bytes);
        _bytes.Write(": "u8);
        Strict.GetBytes(value, _bytes);
        _bytes.Write("\r\n"u8);
    }

    /// <summary>Ends the header.</summary>
    public void End() => _bytes.Write("\r\n"u8);
}
