using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using DataPipe.Text.Hashing;

namespace DataPipe.Text.MinHash;

/// <summary>The XXH64 of many short spans of one buffer: eight at a time in the lanes of 512-bit vectors, the same bits as <see cref="XxHash64"/> gives.</summary>
internal static class ShingleHashes
{
    /// <summary>Bytes that must be readable behind the last span.</summary>
    internal const int Padding = 64;

    private const int Lanes = 8;
    private const int MaxBytes = 63; // what is longer is hashed alone
    private const ulong Prime1 = 0x9E3779B185EBCA87, Prime2 = 0xC2B2AE3D27D4EB4F, Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63, Prime5 = 0x27D4EB2F165667C5;

    /// <summary>Whether the machine multiplies 64-bit lanes.</summary>
    internal static bool IsVectorised => Avx512DQ.IsSupported;

    /// <summary>Hashes the spans of <paramref name="bytes"/> that begin at <paramref name="starts"/> and end before <paramref name="ends"/>; <see cref="Padding"/> bytes follow the last.</summary>
    internal static void Hash(ReadOnlySpan<byte> bytes, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends, Span<ulong> hashes)
    {
        var i = 0;
        if (IsVectorised)
            for (; i + Lanes <= starts.Length; i += Lanes)
                Eight(bytes, starts.Slice(i, Lanes), ends.Slice(i, Lanes), hashes.Slice(i, Lanes));
        for (; i < starts.Length; i++) hashes[i] = XxHash64.Hash(bytes[starts[i]..ends[i]]);
    }

    private static void Eight(ReadOnlySpan<byte> bytes, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends, Span<ulong> hashes)
    {
        var from = Vector256.Create(starts);
        var size = Vector256.Create(ends) - from;
        var length = Avx512F.ConvertToVector512Int64(size).AsUInt64();
        Vector512<ulong> w0 = Row(bytes, starts[0]), w1 = Row(bytes, starts[1]), w2 = Row(bytes, starts[2]), w3 = Row(bytes, starts[3]);
        Vector512<ulong> w4 = Row(bytes, starts[4]), w5 = Row(bytes, starts[5]), w6 = Row(bytes, starts[6]), w7 = Row(bytes, starts[7]);
        Transpose(ref w0, ref w1, ref w2, ref w3, ref w4, ref w5, ref w6, ref w7);

        var isLong = Vector512.GreaterThanOrEqual(length, Vector512.Create(32UL));
        var hash = Vector512.Create(Prime5);
        if (isLong != Vector512<ulong>.Zero)
        {
            var a = Round(Vector512.Create(unchecked(Prime1 + Prime2)), w0);
            var b = Round(Vector512.Create(Prime2), w1);
            var c = Round(Vector512<ulong>.Zero, w2);
            var d = Round(Vector512.Create(unchecked(0 - Prime1)), w3);
            var mixed = Merge(Merge(Merge(Merge(Rotate(a, 1) + Rotate(b, 7) + Rotate(c, 12) + Rotate(d, 18), a), b), c), d);
            hash = Vector512.ConditionalSelect(isLong, mixed, hash);
            (w0, w1, w2) = (Vector512.ConditionalSelect(isLong, w4, w0), Vector512.ConditionalSelect(isLong, w5, w1), Vector512.ConditionalSelect(isLong, w6, w2));
        }

        hash += length;
        var left = length & Vector512.Create(31UL); // spans have fewer than 64 bytes
        hash = Words(hash, w0, left, 8);
        hash = Words(hash, w1, left, 16);
        hash = Words(hash, w2, left, 24);

        var tail = Vector512.Create(
            Tail(bytes, starts[0], ends[0]), Tail(bytes, starts[1], ends[1]), Tail(bytes, starts[2], ends[2]), Tail(bytes, starts[3], ends[3]),
            Tail(bytes, starts[4], ends[4]), Tail(bytes, starts[5], ends[5]), Tail(bytes, starts[6], ends[6]), Tail(bytes, starts[7], ends[7]));
        var hasFour = Vector512.Equals(length & Vector512.Create(4UL), Vector512.Create(4UL));
        hash = Vector512.ConditionalSelect(hasFour, Rotate(hash ^ ((tail & Vector512.Create(0xFFFFFFFFUL)) * Prime1), 23) * Prime2 + Vector512.Create(Prime3), hash);
        tail = Vector512.ConditionalSelect(hasFour, Vector512.ShiftRightLogical(tail, 32), tail);
        var single = length & Vector512.Create(3UL);
        for (ulong at = 0; at < 3; at++)
        {
            var mixed = Rotate(hash ^ ((tail & Vector512.Create(0xFFUL)) * Prime5), 11) * Prime1;
            hash = Vector512.ConditionalSelect(Vector512.GreaterThan(single, Vector512.Create(at)), mixed, hash);
            tail = Vector512.ShiftRightLogical(tail, 8);
        }

        hash = (hash ^ Vector512.ShiftRightLogical(hash, 33)) * Prime2;
        hash = (hash ^ Vector512.ShiftRightLogical(hash, 29)) * Prime3;
        (hash ^ Vector512.ShiftRightLogical(hash, 32)).CopyTo(hashes);
        if (Vector256.GreaterThanAny(size, Vector256.Create(MaxBytes)))
            for (var i = 0; i < Lanes; i++)
                if (ends[i] - starts[i] > MaxBytes)
                    hashes[i] = XxHash64.Hash(bytes[starts[i]..ends[i]]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Row(ReadOnlySpan<byte> bytes, int start) => Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(bytes), (nuint)start).AsUInt64();

    // The last word of which a span may hold a part.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Tail(ReadOnlySpan<byte> bytes, int start, int end) =>
        Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), start + ((end - start) & ~7)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Words(Vector512<ulong> hash, Vector512<ulong> word, Vector512<ulong> left, ulong needed)
    {
        var mixed = Rotate(hash ^ Round(Vector512<ulong>.Zero, word), 27) * Prime1 + Vector512.Create(Prime4);
        return Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(left, Vector512.Create(needed)), mixed, hash);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Rotate(Vector512<ulong> value, [ConstantExpected] byte bits) => Avx512F.RotateLeft(value, bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Round(Vector512<ulong> lane, Vector512<ulong> input) => Rotate(lane + input * Prime2, 31) * Prime1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Merge(Vector512<ulong> hash, Vector512<ulong> lane) => (hash ^ Round(Vector512<ulong>.Zero, lane)) * Prime1 + Vector512.Create(Prime4);

    // Rows become columns: afterwards the n-th vector holds the n-th word of every row.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        ref Vector512<ulong> r0, ref Vector512<ulong> r1, ref Vector512<ulong> r2, ref Vector512<ulong> r3, ref Vector512<ulong> r4, ref Vector512<ulong> r5, ref Vector512<ulong> r6, ref Vector512<ulong> r7)
    {
        Vector512<ulong> a0 = Avx512F.UnpackLow(r0, r1), a1 = Avx512F.UnpackHigh(r0, r1), a2 = Avx512F.UnpackLow(r2, r3), a3 = Avx512F.UnpackHigh(r2, r3);
        Vector512<ulong> a4 = Avx512F.UnpackLow(r4, r5), a5 = Avx512F.UnpackHigh(r4, r5), a6 = Avx512F.UnpackLow(r6, r7), a7 = Avx512F.UnpackHigh(r6, r7);
        const byte Even = 0b10_00_10_00, Odd = 0b11_01_11_01;
        Vector512<ulong> b0 = Avx512F.Shuffle4x128(a0, a2, Even), b1 = Avx512F.Shuffle4x128(a1, a3, Even), b2 = Avx512F.Shuffle4x128(a0, a2, Odd), b3 = Avx512F.Shuffle4x128(a1, a3, Odd);
        Vector512<ulong> b4 = Avx512F.Shuffle4x128(a4, a6, Even), b5 = Avx512F.Shuffle4x128(a5, a7, Even), b6 = Avx512F.Shuffle4x128(a4, a6, Odd), b7 = Avx512F.Shuffle4x128(a5, a7, Odd);
        r0 = Avx512F.Shuffle4x128(b0, b4, Even);
        r1 = Avx512F.Shuffle4x128(b1, b5, Even);
        r2 = Avx512F.Shuffle4x128(b2, b6, Even);
        r3 = Avx512F.Shuffle4x128(b3, b7, Even);
        r4 = Avx512F.Shuffle4x128(b0, b4, Odd);
        r5 = Avx512F.Shuffle4x128(b1, b5, Odd);
        r6 = Avx512F.Shuffle4x128(b2, b6, Odd);
        r7 = Avx512F.Shuffle4x128(b3, b7, Odd);
    }
}
