using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace DataPipe.Teachers.Ledger;

/// <summary>SHA-256 of a canonical request: what the ledger finds answers by. Ordered as its 64 hexadecimal digits are.</summary>
public readonly record struct RequestKey : IComparable<RequestKey>
{
    /// <summary>Bytes of a key.</summary>
    public const int Bytes = 32;

    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    /// <summary>Reads a key.</summary>
    /// <param name="bytes">[32] bytes.</param>
    public RequestKey(ReadOnlySpan<byte> bytes)
    {
        _first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _second = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _third = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _fourth = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>The leading 8 bytes as a number: keys spread evenly over it.</summary>
    internal ulong Leading => _first;

    /// <summary>The key of a request to a teacher. The number of samples is no part of it. Costs one pass over the request's text.</summary>
    /// <param name="teacher">Whom it is asked.</param>
    /// <param name="teacherId">The teacher's <see cref="ITeacher.Id"/>.</param>
    /// <param name="prompt">What is asked; valid by the rules that every teacher checks.</param>
    public static RequestKey Of(TeacherIdentity teacher, string teacherId, Prompt prompt) =>
        OfCanonical(CanonicalRequest.Write(teacher, teacherId, prompt));

    /// <summary>Reads 64 hexadecimal digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RequestKey key)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        if (text?.Length == 2 * Bytes && Convert.FromHexString(text, bytes, out _, out var written) == System.Buffers.OperationStatus.Done && written == Bytes)
        {
            key = new RequestKey(bytes);
            return true;
        }

        key = default;
        return false;
    }

    /// <summary>Writes the key.</summary>
    /// <param name="destination">[32] bytes.</param>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _first);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _second);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _third);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _fourth);
    }

    /// <inheritdoc/>
    public int CompareTo(RequestKey other)
    {
        if (_first != other._first) return _first < other._first ? -1 : 1;
        if (_second != other._second) return _second < other._second ? -1 : 1;
        if (_third != other._third) return _third < other._third ? -1 : 1;
        return _fourth.CompareTo(other._fourth);
    }

    /// <summary>64 hexadecimal digits, lower case.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_first:x16}{_second:x16}{_third:x16}{_fourth:x16}");

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator <(RequestKey left, RequestKey right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator >(RequestKey left, RequestKey right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator <=(RequestKey left, RequestKey right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator >=(RequestKey left, RequestKey right) => left.CompareTo(right) >= 0;

    internal static RequestKey OfCanonical(ReadOnlySpan<byte> canonical)
    {
        Span<byte> digest = stackalloc byte[Bytes];
        SHA256.HashData(canonical, digest);
        return new RequestKey(digest);
    }
}
