using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DataPipe.Compression.Gzip;

// Matches. Every copy below reads what it wrote before where source and target overlap, step by step, so no step is wider than the distance.
internal sealed unsafe partial class Inflater
{
    /// <summary>Copies a match, in all at most 288 bytes: what lies beyond its end is room that <see cref="MinRoomBytes"/> includes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(byte* to, nuint distance, nuint length)
    {
        if (distance < 16)
        {
            CopyNear(to, distance, length);
            return;
        }
        // Nine matches in ten are no longer than these 64 bytes; a branch for each length costs more, wrongly foreseen, than the copy.
        var from = to - distance;
        CopyWide(from, to);
        CopyWide(from + 32, to + 32);
        if (length <= 64) return;
        var end = to + length;
        do
        {
            from += 32;
            to += 32;
            CopyWide(from + 32, to + 32);
        }
        while (to + 32 < end);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyWide(byte* from, byte* to)
    {
        Vector128.Load(from).Store(to);
        Vector128.Load(from + 16).Store(to + 16);
    }

    // One match in forty: the last `distance` bytes again and again, so what is copied at a time may double until words can be moved.
    private static void CopyNear(byte* to, nuint distance, nuint length)
    {
        var from = to - distance;
        var end = to + length;
        if (distance == 1)
        {
            var run = Vector128.Create(*from);
            do
            {
                run.Store(to);
                to += 16;
            }
            while (to < end);
            return;
        }
        while (to < end && to - from < 8)
        {
            var span = (int)(to - from);
            *(ulong*)to = *(ulong*)from;
            to += span;
        }
        while (to < end)
        {
            *(ulong*)to = *(ulong*)from;
            from += 8;
            to += 8;
        }
    }
}
