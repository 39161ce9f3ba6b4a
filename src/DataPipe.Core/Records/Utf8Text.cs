using System.Text;

namespace DataPipe.Core.Records;

/// <summary>The text of a corpus document: UTF-8 bytes, from the socket to the Parquet page without a detour through <see cref="string"/>.</summary>
public readonly struct Utf8Text : IEquatable<Utf8Text>
{
    /// <summary>Wraps bytes that are valid UTF-8; they are not copied and must not change afterwards.</summary>
    public Utf8Text(ReadOnlyMemory<byte> utf8) => Memory = utf8;

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Memory { get; }

    /// <summary>The bytes as a span.</summary>
    public ReadOnlySpan<byte> Span => Memory.Span;

    /// <summary>Length in bytes.</summary>
    public int LengthBytes => Memory.Length;

    /// <summary>Whether there is no byte at all.</summary>
    public bool IsEmpty => Memory.IsEmpty;

    /// <summary>Encodes a string.</summary>
    public static Utf8Text From(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>Same bytes.</summary>
    public bool Equals(Utf8Text other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Utf8Text other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    /// <summary>Decodes the whole text; a rule that needs a regular expression or culture data asks once.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Span);

    /// <summary>Same bytes.</summary>
    public static bool operator ==(Utf8Text left, Utf8Text right) => left.Equals(right);

    /// <summary>Other bytes.</summary>
    public static bool operator !=(Utf8Text left, Utf8Text right) => !left.Equals(right);
}
