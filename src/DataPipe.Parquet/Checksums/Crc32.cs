using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DataPipe.Parquet.Checksums;

/// <summary>The CRC-32 of gzip (polynomial 0xEDB88320, reflected), which the format puts into page headers.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = BuildTable();

    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        if (Pclmulqdq.IsSupported && bytes.Length >= 64)
            bytes = bytes[Fold(bytes, ref crc)..];
        return ~Update(crc, bytes);
    }

    /// <summary>The same by table alone, eight bytes a step.</summary>
    public static uint ComputeByTable(ReadOnlySpan<byte> bytes) => ~Update(uint.MaxValue, bytes);

    private static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        var table = Table;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = table[0x700 + (byte)low] ^ table[0x600 + (byte)(low >> 8)] ^ table[0x500 + (byte)(low >> 16)]
                ^ table[0x400 + (low >> 24)] ^ table[0x300 + (byte)high] ^ table[0x200 + (byte)(high >> 8)]
                ^ table[0x100 + (byte)(high >> 16)] ^ table[high >> 24];
        }
        foreach (var value in bytes)
            crc = table[(byte)(crc ^ value)] ^ (crc >> 8);
        return crc;
    }

    // Carry-less multiplication folds 64 bytes onto 16 that have the same remainder; the table then divides those 16.
    // The constants are x^(512+64), x^512, x^(128+64) and x^128 modulo the polynomial, bit-reflected (Gopal et al., Intel 2009).
    private static int Fold(ReadOnlySpan<byte> bytes, ref uint crc)
    {
        var by512 = Vector128.Create(0x0154442bd4UL, 0x01c6e41596UL);
        var by128 = Vector128.Create(0x01751997d0UL, 0x00ccaa009eUL);
        var a = Load(bytes, 0) ^ Vector128.CreateScalar((ulong)crc);
        var b = Load(bytes, 16);
        var c = Load(bytes, 32);
        var d = Load(bytes, 48);
        var position = 64;
        for (; bytes.Length - position >= 64; position += 64)
        {
            a = Multiply(a, by512) ^ Load(bytes, position);
            b = Multiply(b, by512) ^ Load(bytes, position + 16);
            c = Multiply(c, by512) ^ Load(bytes, position + 32);
            d = Multiply(d, by512) ^ Load(bytes, position + 48);
        }
        a = Multiply(a, by128) ^ b;
        a = Multiply(a, by128) ^ c;
        a = Multiply(a, by128) ^ d;
        for (; bytes.Length - position >= 16; position += 16)
            a = Multiply(a, by128) ^ Load(bytes, position);
        Span<byte> folded = stackalloc byte[16];
        a.AsByte().CopyTo(folded);
        crc = Update(0, folded);
        return position;
    }

    private static Vector128<ulong> Load(ReadOnlySpan<byte> bytes, int position) =>
        Vector128.Create(bytes.Slice(position, 16)).AsUInt64();

    private static Vector128<ulong> Multiply(Vector128<ulong> value, Vector128<ulong> by) =>
        Pclmulqdq.CarrylessMultiply(value, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(value, by, 0x11);

    private static uint[] BuildTable()
    {
        var table = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            table[i] = crc;
        }
        for (var i = 256; i < table.Length; i++)
            table[i] = table[(byte)table[i - 256]] ^ (table[i - 256] >> 8);
        return table;
    }
}
