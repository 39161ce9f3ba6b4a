using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DataPipe.Parquet.Compression;

/// <summary>The LZ4 block format: runs of literals and copies of what came before, at most 64 KiB back.</summary>
internal static unsafe class Lz4Block
{
    private const int MinMatch = 4;

    // The format asks that the last match start 12 bytes before the end and that the last 5 bytes be literals.
    private const int LastMatchStart = 12;
    private const int LastLiterals = 5;

    private const int MaxDistance = 65_535;
    private const int HashBits = 13;

    // After this many misses of two to this power the search takes wider steps: what does not compress costs little.
    private const int SkipShift = 6;

    /// <summary>Bytes that the compressed form of so many never exceeds.</summary>
    public static int MaxCompressedBytes(int bytes) => checked(bytes + (bytes / 255) + 16);

    /// <summary>Compresses into a destination of at least <see cref="MaxCompressedBytes"/> and returns the bytes written.</summary>
    public static int Compress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (destination.Length < MaxCompressedBytes(source.Length))
            throw new ArgumentException("The destination is smaller than the greatest compressed form.", nameof(destination));
        var table = stackalloc int[1 << HashBits];
        new Span<int>(table, 1 << HashBits).Clear();
        fixed (byte* start = source, output = destination)
        {
            var op = output;
            var end = start + source.Length;
            var anchor = start;
            if (source.Length > LastMatchStart)
            {
                var searchEnd = end - LastMatchStart;
                var matchEnd = end - LastLiterals;
                var ip = start + 1;
                for (var misses = 1 << SkipShift; ip <= searchEnd;)
                {
                    var slot = table + (int)((Read32(ip) * 2_654_435_761u) >> (32 - HashBits));
                    var candidate = start + *slot;
                    *slot = (int)(ip - start);
                    if (ip - candidate > MaxDistance || Read32(candidate) != Read32(ip))
                    {
                        ip += misses++ >> SkipShift;
                        continue;
                    }
                    misses = 1 << SkipShift;
                    while (ip > anchor && candidate > start && ip[-1] == candidate[-1])
                    {
                        ip--;
                        candidate--;
                    }
                    var length = MinMatch + Common(ip + MinMatch, candidate + MinMatch, matchEnd);
                    op = WriteSequence(op, anchor, (int)(ip - anchor), (int)(ip - candidate), length);
                    ip += length;
                    anchor = ip;
                    if (ip <= searchEnd)
                        table[(int)((Read32(ip - 2) * 2_654_435_761u) >> (32 - HashBits))] = (int)(ip - 2 - start);
                }
            }
            op = WriteLiterals(op, anchor, (int)(end - anchor), 0);
            return (int)(op - output);
        }
    }

    /// <summary>Decompresses one block behind what the destination holds already, to which its copies may refer, and returns
    /// the bytes of both.</summary>
    /// <exception cref="InvalidDataException">The block is malformed or its content has no room.</exception>
    public static int Decompress(ReadOnlySpan<byte> source, Span<byte> destination, int written = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)written, (uint)destination.Length);
        fixed (byte* input = source, output = destination)
        {
            return (int)(Decompress(input, input + source.Length, output, output + written, output + destination.Length) - output);
        }
    }

    private static byte* Decompress(byte* ip, byte* inputEnd, byte* output, byte* op, byte* outputEnd)
    {
        while (ip < inputEnd)
        {
            var token = *ip++;
            long literals = token >> 4;
            if (literals == 15)
                literals += ReadMore(ref ip, inputEnd);
            if (literals > inputEnd - ip || literals > outputEnd - op)
                throw Malformed();
            CopyLiterals(op, ip, literals, inputEnd, outputEnd);
            op += literals;
            ip += literals;
            // The last sequence of a block ends with its literals.
            if (ip == inputEnd)
                return op;
            if (inputEnd - ip < 2)
                throw Malformed();
            var distance = ip[0] | (ip[1] << 8);
            ip += 2;
            long length = token & 15;
            if (length == 15)
                length += ReadMore(ref ip, inputEnd);
            length += MinMatch;
            if (distance == 0 || distance > op - output || length > outputEnd - op)
                throw Malformed();
            CopyMatch(op, distance, length, outputEnd);
            op += length;
        }
        throw Malformed();
    }

    // Sixteen bytes a step, beyond the end of the copy where there is room for that.
    private static void CopyLiterals(byte* to, byte* from, long count, byte* inputEnd, byte* outputEnd)
    {
        if (count + 16 > inputEnd - from || count + 16 > outputEnd - to)
        {
            Unsafe.CopyBlockUnaligned(to, from, (uint)count);
            return;
        }
        for (long i = 0; i < count; i += 16)
            Vector128.Store(Vector128.Load(from + i), to + i);
    }

    // A copy may overlap what it writes: then the last bytes repeat.
    private static void CopyMatch(byte* to, int distance, long count, byte* outputEnd)
    {
        var from = to - distance;
        if (distance >= 16 && count + 16 <= outputEnd - to)
            for (long i = 0; i < count; i += 16)
                Vector128.Store(Vector128.Load(from + i), to + i);
        else if (distance >= 8 && count + 8 <= outputEnd - to)
            for (long i = 0; i < count; i += 8)
                Unsafe.WriteUnaligned(to + i, Unsafe.ReadUnaligned<ulong>(from + i));
        else if (distance == 1)
            Unsafe.InitBlockUnaligned(to, *from, (uint)count);
        else
            RepeatShort(to, distance, count, outputEnd);
    }

    // The bytes repeat at every multiple of the distance too: from the first such of eight bytes on, eight bytes are a step.
    private static void RepeatShort(byte* to, int distance, long count, byte* outputEnd)
    {
        var step = (7 + distance) / distance * distance;
        var slow = count + 8 <= outputEnd - to ? Math.Min(count, step - distance) : count;
        long i = 0;
        for (; i < slow; i++)
            to[i] = to[i - distance];
        for (; i < count; i += 8)
            Unsafe.WriteUnaligned(to + i, Unsafe.ReadUnaligned<ulong>(to + i - step));
    }

    private static long ReadMore(ref byte* ip, byte* end)
    {
        long more = 0;
        while (ip < end)
        {
            var next = *ip++;
            more += next;
            if (next != 255)
                return more;
        }
        throw Malformed();
    }

    private static byte* WriteSequence(byte* op, byte* literals, int literalCount, int distance, int length)
    {
        var rest = length - MinMatch;
        op = WriteLiterals(op, literals, literalCount, Math.Min(rest, 15));
        *op++ = (byte)distance;
        *op++ = (byte)(distance >> 8);
        return rest >= 15 ? WriteMore(op, rest - 15) : op;
    }

    private static byte* WriteLiterals(byte* op, byte* literals, int count, int lowToken)
    {
        *op++ = (byte)((Math.Min(count, 15) << 4) | lowToken);
        if (count >= 15)
            op = WriteMore(op, count - 15);
        Unsafe.CopyBlockUnaligned(op, literals, (uint)count);
        return op + count;
    }

    private static byte* WriteMore(byte* op, int rest)
    {
        for (; rest >= 255; rest -= 255)
            *op++ = 255;
        *op++ = (byte)rest;
        return op;
    }

    private static int Common(byte* a, byte* b, byte* end)
    {
        var start = a;
        for (; end - a >= 8; a += 8, b += 8)
        {
            var difference = Unsafe.ReadUnaligned<ulong>(a) ^ Unsafe.ReadUnaligned<ulong>(b);
            if (difference != 0)
                return (int)(a - start) + (BitConverter.IsLittleEndian
                    ? System.Numerics.BitOperations.TrailingZeroCount(difference) : System.Numerics.BitOperations.LeadingZeroCount(difference)) / 8;
        }
        for (; a < end && *a == *b; a++)
            b++;
        return (int)(a - start);
    }

    private static uint Read32(byte* at) => Unsafe.ReadUnaligned<uint>(at);

    private static InvalidDataException Malformed() => new("malformed LZ4 block");
}
