using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace DataPipe.Text.LanguageModels;

/// <summary>The n-grams of one order, found by hash.</summary>
internal sealed class NgramTable
{
    private readonly NgramTableShape _shape;
    private readonly ulong[] _slots;
    private readonly bool _isQuantised;

    /// <summary>A table of slots as <see cref="NgramTableWriter"/> lays them out.</summary>
    internal NgramTable(NgramTableShape shape, ulong[] slots) => (_shape, _slots, _isQuantised) = (shape, slots, shape.IsQuantised);

    /// <summary>Tells the processor that a hash will be looked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe void Prefetch(ulong hash)
    {
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref _slots[0], (nint)(_shape.Home(hash) * _shape.SlotWords))));
    }

    /// <summary>The logarithms of an n-gram's probability and back-off weight, base 10.</summary>
    internal bool TryFind(ulong hash, out float logProbability, out float backoff) =>
        _isQuantised ? TryFindQuantised(hash, out logProbability, out backoff) : TryFindExact(hash, out logProbability, out backoff);

    private bool TryFindExact(ulong hash, out float logProbability, out float backoff)
    {
        var slots = _slots;
        for (var at = 2 * _shape.Home(hash); ; at += 2)
        {
            var found = slots[at];
            if (found == hash)
            {
                var value = slots[at + 1];
                logProbability = BitConverter.UInt32BitsToSingle((uint)value);
                backoff = BitConverter.UInt32BitsToSingle((uint)(value >> 32));
                return true;
            }

            if (found != 0 && found < hash) continue; // runs are sorted
            (logProbability, backoff) = (0, 0);
            return false;
        }
    }

    private bool TryFindQuantised(ulong hash, out float logProbability, out float backoff)
    {
        var slots = _slots;
        for (var at = _shape.Home(hash); ; at++)
        {
            var found = slots[at];
            if ((ushort)found == NgramTableWriter.FreeQuantised)
            {
                (logProbability, backoff) = (0, 0);
                return false;
            }

            if ((uint)(found >> 32) != (uint)hash) continue;
            logProbability = _shape.MinLogProbability + (ushort)found * _shape.LogProbabilityStep;
            backoff = _shape.MinBackoff + (ushort)(found >> 16) * _shape.BackoffStep;
            return true;
        }
    }
}
