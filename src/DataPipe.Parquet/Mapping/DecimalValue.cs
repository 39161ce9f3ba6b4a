using System.Numerics;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Mapping;

/// <summary>Reads decimals: integers of a fixed scale in INT32, INT64, or two's complement with the most significant byte first.</summary>
internal static class DecimalValue
{
    /// <exception cref="InvalidDataException">The number is larger than .NET's decimal holds.</exception>
    public static decimal Read(ColumnChunkValues values, int i, int scale)
    {
        var unscaled = values.Leaf.Physical switch
        {
            PhysicalType.Int32 => values.Int32(i),
            PhysicalType.Int64 => values.Int64(i),
            _ => new BigInteger(values.Bytes(i), isBigEndian: true),
        };
        var fileScale = values.Leaf.Node.DecimalScale ?? scale;
        if (fileScale > 28 || BigInteger.Abs(unscaled) >> 96 != BigInteger.Zero)
            throw new InvalidDataException($"a decimal of {unscaled} and {fileScale} digits behind the point is more than a .NET decimal holds");
        Span<uint> parts = stackalloc uint[3];
        var magnitude = BigInteger.Abs(unscaled);
        for (var part = 0; part < parts.Length; part++)
            parts[part] = (uint)((magnitude >> (32 * part)) & uint.MaxValue);
        return new decimal((int)parts[0], (int)parts[1], (int)parts[2], unscaled.Sign < 0, (byte)fileScale);
    }
}
