using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace DataPipe.Core.Records;

/// <summary>Chance without a generator: a pure function of an id and a seed, the same on every machine and in every order.</summary>
public static class Chance
{
    /// <summary>A number in 0..1 (1 excluded), uniform over ids.</summary>
    public static double Of(string id, long seed) => (Bits(id, seed) >> 11) * (1.0 / (1UL << 53));

    /// <summary>64 uniform bits: the first of SHA-256 over seed and id.</summary>
    public static ulong Bits(string id, long seed)
    {
        var length = sizeof(long) + Encoding.UTF8.GetByteCount(id);
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            BitConverter.TryWriteBytes(rented, seed);
            Encoding.UTF8.GetBytes(id, rented.AsSpan(sizeof(long)));
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(rented.AsSpan(0, length), hash);
            return BitConverter.ToUInt64(hash);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
