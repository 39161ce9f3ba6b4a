using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace DataPipe.Curation.Sources;

/// <summary>Makes ids of documents from where they come from: 32 hexadecimal digits, the first half of a SHA-256.</summary>
internal static class RecordIds
{
    private const int IdBytes = 16;

    /// <summary>An id from the parts of an origin; the parts are kept apart, so that no two origins give one id.</summary>
    public static string Of(string first, string second, string third)
    {
        var length = Encoding.UTF8.GetByteCount(first) + Encoding.UTF8.GetByteCount(second) + Encoding.UTF8.GetByteCount(third) + 2;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var at = Encoding.UTF8.GetBytes(first, rented);
            rented[at++] = 0;
            at += Encoding.UTF8.GetBytes(second, rented.AsSpan(at));
            rented[at++] = 0;
            at += Encoding.UTF8.GetBytes(third, rented.AsSpan(at));
            return Of(rented.AsSpan(0, at));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>An id from content.</summary>
    public static string Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return Convert.ToHexStringLower(hash[..IdBytes]);
    }
}
