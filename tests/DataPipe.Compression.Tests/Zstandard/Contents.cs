using System.Text;

namespace DataPipe.Compression.Tests.Zstandard;

/// <summary>Bytes of many kinds to compress.</summary>
internal static class Contents
{
    /// <summary>Text of words drawn by rank, as texts are: compresses with all parts of the format.</summary>
    public static byte[] Text(int length, int seed = 1)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        while (text.Length < length)
        {
            var rank = (int)(1 / (random.NextDouble() + 0.0005));
            text.Append((char)('a' + rank * 7 % 26)).Append(rank.ToString("x", System.Globalization.CultureInfo.InvariantCulture)).Append(rank % 5 == 0 ? ". " : " ");
        }
        return Encoding.ASCII.GetBytes(text.ToString(0, length));
    }

    /// <summary>JSON records, much alike: what dictionaries are for.</summary>
    public static byte[] Record(int number) => Encoding.UTF8.GetBytes(
        $"{{\"id\":\"record-{number * 7919 % 100_003}\",\"url\":\"https://example.org/pages/{number}\",\"language\":\"en\",\"text\":\"{Encoding.ASCII.GetString(Text(50 + number % 200, number))}\"}}");

    /// <summary>One of the kinds by number: equal bytes, noise, text, short periods, few letters, matches from far back, noise and text mixed.</summary>
    public static byte[] Kind(int kind, int length, int seed)
    {
        var random = new Random(seed);
        var bytes = new byte[length];
        switch (kind % 7)
        {
            case 0: Array.Fill(bytes, (byte)seed); break;
            case 1: random.NextBytes(bytes); break;
            case 2: return Text(length, seed);
            case 3:
                var period = 1 + random.Next(40);
                for (var i = 0; i < length; i++) bytes[i] = i < period ? (byte)random.Next(256) : bytes[i - period];
                break;
            case 4: for (var i = 0; i < length; i++) bytes[i] = (byte)(random.Next(5) * random.Next(5)); break;
            case 5:
                random.NextBytes(bytes.AsSpan(0, length / 3));
                bytes.AsSpan(0, length / 3).CopyTo(bytes.AsSpan(length - length / 3));
                break;
            default:
                Text(length, seed).CopyTo(bytes, 0);
                for (var i = 0; i < 10 && length > 100; i++) random.NextBytes(bytes.AsSpan(random.Next(length - 50), 50));
                break;
        }
        return bytes;
    }
}
