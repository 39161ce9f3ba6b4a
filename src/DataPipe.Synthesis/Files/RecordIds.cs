using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace DataPipe.Synthesis.Files;

/// <summary>Identities from content.</summary>
internal static class RecordIds
{
    /// <summary>The first 64 bits of SHA-256 over the parts, each after its length, as 16 hexadecimal digits.</summary>
    public static string Hash(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            var utf8 = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32LittleEndian(length, utf8.Length);
            hash.AppendData(length);
            hash.AppendData(utf8);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return Convert.ToHexStringLower(digest[..8]);
    }
}
