using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataPipe.Curation.Sorting;

/// <summary>
/// Sorts entries in place by their 64-bit words, the first the most significant, as unsigned numbers: American flag sort, a byte at a time from the top.
/// Source: McIlroy, Bostic and McIlroy 1993, "Engineering Radix Sort".
/// </summary>
internal static class RadixSort
{
    private const int Small = 40; // entries that insertion sorts faster than two passes over 256 counters

    /// <summary>Sorts. Nothing is allocated; the time does not depend on how skewed the entries are by more than the number of their bytes.</summary>
    /// <exception cref="ArgumentException">The size of an entry is no multiple of 8 bytes.</exception>
    internal static void Sort<T>(Span<T> entries) where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() % sizeof(ulong) != 0) throw new ArgumentException($"an entry of {Unsafe.SizeOf<T>()} bytes is not made of 64-bit words", nameof(entries));
        Sort(ref MemoryMarshal.GetReference(entries), entries.Length, 0);
    }

    /// <summary>Whether the first entry sorts before the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsLess<T>(ref T first, ref T second) where T : unmanaged
    {
        for (var word = 0; word < Unsafe.SizeOf<T>() / sizeof(ulong); word++)
        {
            ulong a = Word(ref first, word), b = Word(ref second, word);
            if (a != b) return a < b;
        }

        return false;
    }

    // Sorts entries that agree on the bytes above the digit; digit 0 is the top byte of the first word.
    [SkipLocalsInit]
    private static void Sort<T>(ref T first, int count, int digit) where T : unmanaged
    {
        if (count <= Small)
        {
            Insert(ref first, count);
            return;
        }

        Span<int> heads = stackalloc int[256];
        Span<int> ends = stackalloc int[256];
        while (true)
        {
            if (digit == Unsafe.SizeOf<T>()) return;
            heads.Clear();
            for (var i = 0; i < count; i++) heads[Digit(ref Unsafe.Add(ref first, i), digit)]++;
            if (heads[Digit(ref first, digit)] < count) break;
            digit = Differing(ref first, count);
        }

        for (int value = 0, sum = 0; value < 256; value++)
        {
            var size = heads[value];
            heads[value] = sum;
            ends[value] = sum += size;
        }

        Permute(ref first, digit, heads, ends);
        for (int value = 0, start = 0; value < 256; start = ends[value++])
            if (ends[value] - start > 1)
                Sort(ref Unsafe.Add(ref first, start), ends[value] - start, digit + 1);
    }

    // Puts every entry into the stretch of its digit: what lies there is taken out and goes to its own, until one comes back.
    private static void Permute<T>(ref T first, int digit, Span<int> heads, Span<int> ends) where T : unmanaged
    {
        for (var value = 0; value < 256; value++)
        {
            while (heads[value] < ends[value])
            {
                var entry = Unsafe.Add(ref first, heads[value]);
                for (var home = Digit(ref entry, digit); home != value; home = Digit(ref entry, digit))
                {
                    ref var place = ref Unsafe.Add(ref first, heads[home]++);
                    (place, entry) = (entry, place);
                }

                Unsafe.Add(ref first, heads[value]++) = entry;
            }
        }
    }

    // The first byte on which entries differ, so that long common prefixes and equal keys cost one pass; the size of an entry when they are all equal.
    private static int Differing<T>(ref T first, int count) where T : unmanaged
    {
        for (var word = 0; word < Unsafe.SizeOf<T>() / sizeof(ulong); word++)
        {
            ulong differing = 0, head = Word(ref first, word);
            for (var i = 1; i < count; i++) differing |= head ^ Word(ref Unsafe.Add(ref first, i), word);
            if (differing != 0) return word * sizeof(ulong) + BitOperations.LeadingZeroCount(differing) / 8;
        }

        return Unsafe.SizeOf<T>();
    }

    private static void Insert<T>(ref T first, int count) where T : unmanaged
    {
        for (var i = 1; i < count; i++)
        {
            var entry = Unsafe.Add(ref first, i);
            var at = i;
            for (; at > 0 && IsLess(ref entry, ref Unsafe.Add(ref first, at - 1)); at--) Unsafe.Add(ref first, at) = Unsafe.Add(ref first, at - 1);
            Unsafe.Add(ref first, at) = entry;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Digit<T>(ref T entry, int digit) where T : unmanaged => (byte)(Word(ref entry, digit >> 3) >> (56 - 8 * (digit & 7)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word<T>(ref T entry, int word) where T : unmanaged => Unsafe.Add(ref Unsafe.As<T, ulong>(ref entry), word);
}
