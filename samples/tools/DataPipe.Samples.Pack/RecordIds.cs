using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DataPipe.Warc;

namespace DataPipe.Samples.Pack;

/// <summary>Ids and digests of records: functions of what they name, so that packing again gives the same.</summary>
internal static class RecordIds
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A record id from type, address and date: a UUID of version 8 (RFC 9562) made of their SHA-256.</summary>
    public static string For(WarcRecordType type, string url, DateTimeOffset date)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{type}\n{url}\n{date.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return $"<urn:uuid:{new Guid(hash, bigEndian: true)}>";
    }

    /// <summary>A labelled digest of a payload: SHA-1 in Base32, as archives write it.</summary>
    public static string PayloadDigest(ReadOnlySpan<byte> payload)
    {
#pragma warning disable CA5350 // SHA-1 is what the field WARC-Payload-Digest holds by custom; nothing is protected by it.
        var hash = SHA1.HashData(payload);
#pragma warning restore CA5350
        var text = new StringBuilder("sha1:");
        // 160 bits are 32 groups of five, without a remainder.
        for (var bit = 0; bit < 160; bit += 5)
        {
            var pair = (hash[bit / 8] << 8) | (bit / 8 + 1 < hash.Length ? hash[bit / 8 + 1] : 0);
            text.Append(Base32[(pair >> (11 - bit % 8)) & 31]);
        }
        return text.ToString();
    }
}
