using System.Buffers;
using System.Numerics;

namespace DataPipe.Text.Rouge;

/// <summary>The length of the longest common subsequence, 64 positions a step. Source: the bit-vector recurrence of Crochemore et al. 2001 and Hyyrö 2004.</summary>
public static class LongestCommonSubsequence
{
    /// <summary>The length for <paramref name="a"/> and <paramref name="b"/>; time grows with |a| |b| / 64, memory with the shorter one.</summary>
    public static int Length(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        if (a.Length > b.Length)
        {
            var longer = a;
            a = b;
            b = longer;
        }
        if (a.IsEmpty) return 0;
        var blocks = (a.Length + 63) / 64;
        var slots = (int)BitOperations.RoundUpToPowerOf2((uint)a.Length * 2);

        // A table from token to its row of position bits; row 0 stays empty, for tokens of b alone.
        var table = ArrayPool<int>.Shared.Rent(slots * 2);
        table.AsSpan(0, slots * 2).Clear();
        var rows = ArrayPool<ulong>.Shared.Rent((a.Length + 2) * blocks);
        rows.AsSpan(0, (a.Length + 2) * blocks).Clear();
        var last = 0;
        for (var i = 0; i < a.Length; i++)
        {
            var slot = Slot(table, slots, a[i]);
            if (table[2 * slot + 1] == 0)
            {
                table[2 * slot] = a[i];
                table[2 * slot + 1] = ++last;
            }
            rows[table[2 * slot + 1] * blocks + i / 64] |= 1UL << (i & 63);
        }

        var vector = rows.AsSpan((a.Length + 1) * blocks, blocks); // the last row is free: at most |a| are used
        vector.Fill(ulong.MaxValue);
        foreach (var token in b)
        {
            var row = table[2 * Slot(table, slots, token) + 1];
            if (row == 0) continue;
            var carry = 0UL;
            for (var block = 0; block < blocks; block++)
            {
                var v = vector[block];
                var matches = v & rows[row * blocks + block];
                var sum = v + matches;
                var carried = sum + carry;
                carry = sum < v || carried < sum ? 1UL : 0;
                vector[block] = carried | (v & ~matches);
            }
        }

        var length = 0;
        for (var block = 0; block < blocks; block++)
        {
            var used = block == blocks - 1 && a.Length % 64 != 0 ? (1UL << (a.Length % 64)) - 1 : ulong.MaxValue;
            length += BitOperations.PopCount(~vector[block] & used);
        }
        ArrayPool<int>.Shared.Return(table);
        ArrayPool<ulong>.Shared.Return(rows);
        return length;
    }

    private static int Slot(int[] table, int slots, int token)
    {
        var slot = (int)((uint)token * 2654435769u) & (slots - 1);
        while (table[2 * slot + 1] != 0 && table[2 * slot] != token) slot = (slot + 1) & (slots - 1);
        return slot;
    }
}
