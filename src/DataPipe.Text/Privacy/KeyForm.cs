using System.Numerics;
using System.Runtime.Intrinsics;

namespace DataPipe.Text.Privacy;

/// <summary>
/// Keys and tokens. All but blocks with private keys are long runs of letters, digits, _ and -: a run of 16 or more fills eight bytes that begin at a multiple of eight,
/// which vectors find without looking at words. Sources: the forms that the services publish for scanners of secrets.
/// </summary>
internal static class KeyForm
{
    private const int MinRunBytes = 16;

    internal static void Find(ReadOnlySpan<byte> utf8, List<PersonalSpan> found)
    {
        FindBlocks(utf8, found);
        var at = 0;
        while ((at = NextRun(utf8, at, out var end)) >= 0)
        {
            var length = SecretForm.Length(utf8, at, end, out var start);
            if (length > 0) found.Add(new(start, length, PersonalKind.Key));
            at = Math.Max(end, start + length);
        }
    }

    // -----BEGIN … PRIVATE KEY----- to its end, or to the end of the text.
    private static void FindBlocks(ReadOnlySpan<byte> utf8, List<PersonalSpan> found)
    {
        for (var at = 0; at < utf8.Length;)
        {
            var next = utf8[at..].IndexOf("-----BEGIN "u8);
            if (next < 0) return;
            at += next;
            var head = utf8.Slice(at, Math.Min(64, utf8.Length - at));
            var mark = head.IndexOf("PRIVATE KEY"u8);
            if (mark < 0)
            {
                at += 11;
                continue;
            }

            var end = utf8[at..].IndexOf("-----END "u8);
            var tail = end < 0 ? -1 : utf8[(at + end + 9)..].IndexOf("-----"u8);
            var length = end < 0 || tail is < 0 or > 64 ? utf8.Length - at : end + 9 + tail + 5;
            found.Add(new(at, length, PersonalKind.Key));
            at += length;
        }
    }

    // The next run that is long enough, from an offset where none goes on.
    private static int NextRun(ReadOnlySpan<byte> utf8, int from, out int end)
    {
        for (var block = from & ~7; block < utf8.Length;)
        {
            var hit = NextFull(utf8, block);
            if (hit < 0) break;
            var start = hit;
            while (start > from && IsRun(utf8[start - 1])) start--;
            end = hit;
            while (end < utf8.Length && IsRun(utf8[end])) end++;
            if (end - start >= MinRunBytes) return start;
            block = (end + 7) & ~7;
        }

        end = utf8.Length;
        return -1;
    }

    // The next eight bytes at a multiple of eight that all belong to a run.
    private static int NextFull(ReadOnlySpan<byte> utf8, int at)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            var (a, z, zero, nine) = (Vector256.Create((byte)'a'), Vector256.Create((byte)26), Vector256.Create((byte)'0'), Vector256.Create((byte)10));
            for (; at + Vector256<byte>.Count <= utf8.Length; at += Vector256<byte>.Count)
            {
                var bytes = Vector256.Create(utf8[at..]);
                var run = Vector256.LessThan((bytes | Vector256.Create((byte)0x20)) - a, z) | Vector256.LessThan(bytes - zero, nine)
                    | Vector256.Equals(bytes, Vector256.Create((byte)'_')) | Vector256.Equals(bytes, Vector256.Create((byte)'-'));
                var full = Vector256.Equals(run.AsUInt64(), Vector256<ulong>.AllBitsSet).ExtractMostSignificantBits();
                if (full != 0) return at + 8 * BitOperations.TrailingZeroCount(full);
            }
        }

        for (; at + 8 <= utf8.Length; at += 8)
        {
            var isFull = true;
            foreach (var b in utf8.Slice(at, 8)) isFull &= IsRun(b);
            if (isFull) return at;
        }

        return -1;
    }

    private static bool IsRun(byte b) => AsciiForm.IsAlphanumeric(b) || b is (byte)'_' or (byte)'-';
}
