using System.Text;

namespace DataPipe.Text.Tests;

/// <summary>Texts that break careless walkers.</summary>
internal static class HostileTexts
{
    internal static IEnumerable<byte[]> All()
    {
        yield return [];
        yield return [0];
        yield return [0x80];
        yield return [0xFF, 0xFE, 0xFD];
        yield return [0xC2];
        yield return [0xE2, 0x80];
        yield return [0xF0, 0x9F, 0x98];
        yield return [0xED, 0xA0, 0x80, 0xED, 0xB0, 0x80]; // surrogates
        yield return [0xF4, 0x90, 0x80, 0x80]; // beyond the last code point
        yield return [.. Enumerable.Repeat((byte)0x80, 5000)];
        yield return [.. Enumerable.Repeat((byte)0xE2, 5000)];
        yield return [.. Enumerable.Repeat((byte)0, 5000)];
        yield return Encoding.UTF8.GetBytes(new string('a', 300_000));
        yield return Encoding.UTF8.GetBytes(new string(')', 200_000));
        yield return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(":)", 100_000)));
        yield return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a@b.c-", 50_000)));
        yield return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("x.y:", 50_000)));
        yield return Encoding.UTF8.GetBytes(new string('\n', 100_000));
        yield return Encoding.UTF8.GetBytes(new string('.', 100_000));
        yield return Encoding.UTF8.GetBytes(new string('9', 100_000) + "km");
        yield return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("漢字", 50_000)));
        yield return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("e\u0301\u0302", 50_000)));
        yield return Encoding.UTF8.GetBytes("\uFFFE \uFFFF \U0001FFFE \uFDD0 \u2028\u2029\u0085\u00A0\u3000 end");
        var noise = new byte[100_000];
        for (var i = 0; i < noise.Length; i++) noise[i] = (byte)(DataPipe.Text.Hashing.Mix64.Of((ulong)i) >> 40);
        yield return noise;
    }
}
