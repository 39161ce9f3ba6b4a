using System.Security.Cryptography;

namespace DataPipe.Warc.Digests;

/// <summary>A digest as WARC writes it: an algorithm, a colon, and the value in Base32, hexadecimal or either Base64, all of which are met.</summary>
internal static class LabelledDigest
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>Whether the bytes have that digest; null when its algorithm or form is unknown.</summary>
    public static bool? Matches(ReadOnlySpan<char> labelled, ReadOnlySpan<byte> bytes)
    {
        var colon = labelled.IndexOf(':');
        if (colon < 0) return null;
        Span<byte> actual = stackalloc byte[64];
        var length = Compute(labelled[..colon].Trim(), bytes, actual);
        if (length == 0) return null;
        Span<byte> expected = stackalloc byte[64];
        if (!TryRead(labelled[(colon + 1)..].Trim(), length, expected)) return null;
        return actual[..length].SequenceEqual(expected[..length]);
    }

    /// <summary>The SHA-1 digest in Base32, the form that archives use.</summary>
    public static string Sha1(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[64];
        Compute("sha1", bytes, digest);
        Span<char> text = stackalloc char[32]; // 160 bits, five a letter
        for (var i = 0; i < text.Length; i++)
        {
            var pair = digest[i * 5 / 8] << 8 | (i * 5 / 8 < 19 ? digest[i * 5 / 8 + 1] : 0);
            text[i] = Base32[(pair >> (11 - i * 5 % 8)) & 31];
        }
        return string.Concat("sha1:", text);
    }

    // Archives identify content with these; nothing here relies on them against an adversary.
#pragma warning disable CA5350, CA5351
    private static int Compute(ReadOnlySpan<char> algorithm, ReadOnlySpan<byte> bytes, Span<byte> digest)
    {
        if (Is(algorithm, "sha1") || Is(algorithm, "sha-1")) return SHA1.HashData(bytes, digest);
        if (Is(algorithm, "sha256") || Is(algorithm, "sha-256")) return SHA256.HashData(bytes, digest);
        if (Is(algorithm, "sha512") || Is(algorithm, "sha-512")) return SHA512.HashData(bytes, digest);
        if (Is(algorithm, "md5")) return MD5.HashData(bytes, digest);
        return 0;
    }
#pragma warning restore CA5350, CA5351

    private static bool Is(ReadOnlySpan<char> algorithm, string name) => algorithm.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool TryRead(ReadOnlySpan<char> value, int length, Span<byte> digest)
    {
        if (value.Length == length * 2) return Convert.FromHexString(value, digest, out _, out var hexBytes) == System.Buffers.OperationStatus.Done && hexBytes == length;
        if (value.TrimEnd('=').Length == (length * 8 + 4) / 5) return TryReadBase32(value.TrimEnd('='), length, digest);
        if (value.Length != (length + 2) / 3 * 4) return false;
        Span<char> plain = stackalloc char[value.Length];
        value.Replace(plain, '-', '+'); // Base64 for URLs
        plain.Replace('_', '/');
        return Convert.TryFromBase64Chars(plain, digest, out var bytes) && bytes == length;
    }

    private static bool TryReadBase32(ReadOnlySpan<char> value, int length, Span<byte> digest)
    {
        uint bits = 0;
        var count = 0;
        var at = 0;
        foreach (var c in value)
        {
            var digit = Base32.IndexOf(char.ToUpperInvariant(c), StringComparison.Ordinal);
            if (digit < 0) return false;
            bits = bits << 5 | (uint)digit;
            count += 5;
            if (count < 8 || at == length) continue;
            count -= 8;
            digest[at++] = (byte)(bits >> count);
        }
        return at == length;
    }
}
