using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DataPipe.Text.Hashing;

/// <summary>
/// Numbers that each process draws anew, for tables that live in memory: who writes a text does not know them, and can make no two words that such a table takes for one, nor words that crowd one place of it.
/// Nothing that is written may depend on them.
/// </summary>
internal static class ProcessSecret
{
    /// <summary>An odd number.</summary>
    internal static ulong Draw()
    {
        ulong drawn = 0;
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(new Span<ulong>(ref drawn)));
        return drawn | 1;
    }
}
