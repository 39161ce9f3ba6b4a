using System.Runtime.CompilerServices;
using DataPipe.Text.Hashing;

namespace DataPipe.Text.Substrings;

/// <summary>Hashes of words as symbols.</summary>
internal readonly struct WordHash(ulong power) : ISymbolHash<ulong>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong In(ulong symbol) => Mix64.Of(symbol);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Out(ulong symbol) => Mix64.Of(symbol) * power;
}
