using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DataPipe.Text.Hashing;

namespace DataPipe.Text.Substrings;

/// <summary>Bytes as symbols: their hashes from two tables of 256 words.</summary>
internal readonly struct ByteHash : ISymbolHash<byte>
{
    private readonly ulong[] _in, _out;

    internal ByteHash(ulong power)
    {
        (_in, _out) = (new ulong[256], new ulong[256]);
        for (var i = 0; i < 256; i++)
        {
            _in[i] = Mix64.Of((ulong)i + Mix64.Golden);
            _out[i] = _in[i] * power;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong In(byte symbol) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_in), symbol);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Out(byte symbol) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_out), symbol);
}
