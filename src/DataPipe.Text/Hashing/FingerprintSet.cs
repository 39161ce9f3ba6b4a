using System.Numerics;

namespace DataPipe.Text.Hashing;

/// <summary>
/// A set of texts that holds 64-bit hashes instead of them, 11 to 22 bytes each: four million take 64 MiB. A text that is not in it is taken for one with odds of
/// (texts in it) / 2^64, about 10^-13 for four million. Many may ask it at once when nothing is added any more.
/// </summary>
public sealed class FingerprintSet
{
    private ulong[] _slots = new ulong[16];
    private int _maxBytes; // of a text in it

    /// <summary>How many texts it holds.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a text; false when it was there.</summary>
    public bool Add(ReadOnlySpan<byte> text)
    {
        if (Count >= _slots.Length / 4 * 3) Grow();
        if (!Insert(_slots, Fingerprint(text))) return false;
        Count++;
        _maxBytes = Math.Max(_maxBytes, text.Length);
        return true;
    }

    /// <summary>Whether it holds a text.</summary>
    public bool Contains(ReadOnlySpan<byte> text)
    {
        if (text.Length > _maxBytes) return false;
        var (slots, fingerprint) = (_slots, Fingerprint(text));
        for (var slot = Home(slots, fingerprint); ; slot = (slot + 1) & (slots.Length - 1))
        {
            if (slots[slot] == fingerprint) return true;
            if (slots[slot] == 0) return false;
        }
    }

    private void Grow()
    {
        var larger = new ulong[checked(2 * _slots.Length)];
        foreach (var fingerprint in _slots)
            if (fingerprint != 0)
                Insert(larger, fingerprint);
        _slots = larger;
    }

    private static bool Insert(ulong[] slots, ulong fingerprint)
    {
        for (var slot = Home(slots, fingerprint); ; slot = (slot + 1) & (slots.Length - 1))
        {
            if (slots[slot] == fingerprint) return false;
            if (slots[slot] != 0) continue;
            slots[slot] = fingerprint;
            return true;
        }
    }

    private static int Home(ulong[] slots, ulong fingerprint) => (int)(fingerprint >> (64 - BitOperations.Log2((uint)slots.Length)));

    // Zero marks a free slot.
    private static ulong Fingerprint(ReadOnlySpan<byte> text)
    {
        var hash = XxHash64.Hash(text);
        return hash == 0 ? 1 : hash;
    }
}
