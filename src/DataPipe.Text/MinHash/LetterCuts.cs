using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using DataPipe.Text.Words;

namespace DataPipe.Text.MinHash;

/// <summary>The words of normalised text that the English tokeniser may cut, such as cannot and 0km: told by a few letters and the length, before anything is looked up.</summary>
internal static class LetterCuts
{
    private const int MaxUnitBytes = 5;
    private const int FilterBits = 15;

    // A bit for the hash of length, first two and last two letters of every word that is cut.
    private static readonly ulong[] Filter = BuildFilter();

    /// <summary>Whether the word from <paramref name="start"/> to <paramref name="end"/>, of the letters a to z alone, may be cut; one that is not never is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool MayCut(ReadOnlySpan<byte> text, int start, int end)
    {
        if (end - start < 2) return false;
        ref var first = ref Unsafe.Add(ref MemoryMarshal.GetReference(text), start);
        var place = Place(Unsafe.ReadUnaligned<ushort>(ref first), Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref first, end - start - 2)), end - start);
        return ((Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Filter), place >> 6) >> (int)place) & 1) != 0;
    }

    /// <summary>Whether the word from <paramref name="start"/> to <paramref name="end"/>, of the letters a to z and 0 alone, may be cut: only a unit behind a number is, and none is longer than five letters.</summary>
    internal static bool MayCutNumber(ReadOnlySpan<byte> text, int start, int end)
    {
        if (text[end - 1] == '0') return false;
        var behind = end - 1 - text[start..end].LastIndexOf((byte)'0') - start;
        return behind is > 0 and <= MaxUnitBytes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Place(uint first, uint last, int length) => (((first | (last << 16)) ^ (uint)(length << 5)) * 0x9E3779B1) >> (32 - FilterBits);

    private static ulong[] BuildFilter()
    {
        var filter = new ulong[(1 << FilterBits) / 64];
        foreach (var text in EnglishContractions.All())
        {
            var plain = text.Replace("|", "", StringComparison.Ordinal);
            if (plain.Length == text.Length || plain.AsSpan().ContainsAnyExceptInRange('a', 'z')) continue;
            var bytes = Encoding.ASCII.GetBytes(plain);
            var place = Place(MemoryMarshal.Read<ushort>(bytes), MemoryMarshal.Read<ushort>(bytes.AsSpan(bytes.Length - 2)), bytes.Length);
            filter[place >> 6] |= 1UL << (int)place;
        }

        return filter;
    }
}
