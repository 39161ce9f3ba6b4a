using System.IO.Compression;
using System.Text;

namespace DataPipe.Compression.Tests;

/// <summary>Small compressed files built in code.</summary>
internal static class Members
{
    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    public static byte[] Gzip(byte[] bytes, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, level)) gzip.Write(bytes);
        return output.ToArray();
    }

    public static byte[] Gzip(string text) => Gzip(Bytes(text));

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(p => p)];

    public static byte[] Noise(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
