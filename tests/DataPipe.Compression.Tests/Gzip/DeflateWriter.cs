namespace DataPipe.Compression.Tests.Gzip;

/// <summary>
/// Writes deflate streams that no compressor makes: random block types, random complete codes of up to 15 bits, matches of any length and distance,
/// so that every depth of the decoder's tables is used. What they decode to is for another decoder to say.
/// </summary>
internal sealed class DeflateWriter(Random random)
{
    private readonly List<byte> _bytes = [];
    private ulong _bits;
    private int _bitCount;
    private int _decoded;

    public static byte[] Make(int seed)
    {
        var random = new Random(seed);
        var writer = new DeflateWriter(random);
        for (var blocks = random.Next(1, 6); blocks > 0; blocks--) writer.WriteBlock(isLast: blocks == 1);
        return writer.Finish();
    }

    private void WriteBlock(bool isLast)
    {
        Put(isLast ? 1 : 0, 1);
        var kind = random.Next(8);
        if (kind == 0) WriteStored(random.Next(4) == 0 ? 0 : random.Next(1, 3000));
        else if (kind == 1)
        {
            Put(1, 2);
            var lengths = new int[288];
            for (var symbol = 0; symbol < 288; symbol++) lengths[symbol] = symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8;
            WriteSymbols(lengths, [.. Enumerable.Repeat(5, 30)]);
        }
        else
        {
            Put(2, 2);
            WriteDynamic();
        }
    }

    private void WriteStored(int length)
    {
        Put(0, 2);
        Put(0, -_bitCount & 7);
        Put(length, 16);
        Put(length ^ 0xFFFF, 16);
        for (; length > 0; length--, _decoded++) Put(random.Next(256), 8);
    }

    private void WriteDynamic()
    {
        // End of block first, then lengths as often as literals, so that both occur among few symbols.
        var symbols = random.Next(2, 287);
        int[] used = [256, .. Enumerable.Range(0, 286).Where(s => s != 256).OrderBy(s => random.Next() - (s > 256 ? int.MaxValue / 2 : 0)).Take(symbols - 1)];
        var lengths = Code(286, used);
        var distances = Code(30, [.. Enumerable.Range(0, 30).OrderBy(_ => random.Next()).Take(random.Next(2, 31))]);
        var lengthCount = Math.Max(257, Array.FindLastIndex(lengths, l => l > 0) + 1);
        var distanceCount = Array.FindLastIndex(distances, l => l > 0) + 1;
        Put(lengthCount - 257, 5);
        Put(distanceCount - 1, 5);
        // The code of code lengths: sixteen of four bits for 0..15, so that each length is sent as itself. In the header's order all 19 are given.
        Put(19 - 4, 4);
        foreach (var symbol in new[] { 16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15 }) Put(symbol < 16 ? 4 : 0, 3);
        foreach (var length in lengths.Take(lengthCount).Concat(distances.Take(distanceCount))) Put(Reverse(length, 4), 4);
        WriteSymbols(lengths, distances);
    }

    private void WriteSymbols(int[] lengths, int[] distances)
    {
        var codes = Canonical(lengths);
        var distanceCodes = Canonical(distances);
        int[] symbols = [.. Enumerable.Range(0, 286).Where(s => s != 256 && lengths[s] > 0)];
        int[] distanceSymbols = [.. Enumerable.Range(0, 30).Where(s => distances[s] > 0)];
        for (var n = symbols.Length == 0 ? 0 : random.Next(2000); n > 0; n--)
        {
            var symbol = symbols[random.Next(symbols.Length)];
            if (symbol < 256)
            {
                Put(codes[symbol], lengths[symbol]);
                _decoded++;
                continue;
            }
            int[] near = [.. distanceSymbols.Where(d => MaxDistance(d) <= _decoded)];
            if (near.Length == 0) continue;
            Put(codes[symbol], lengths[symbol]);
            var extraBits = symbol is < 265 or 285 ? 0 : (symbol - 261) / 4;
            var extra = random.Next(1 << extraBits);
            Put(extra, extraBits);
            _decoded += 3; // at least; how far back a match may reach needs no more
            var distance = near[random.Next(near.Length)];
            Put(distanceCodes[distance], distances[distance]);
            var distanceBits = distance < 4 ? 0 : (distance - 2) / 2;
            Put(random.Next(1 << distanceBits), distanceBits);
        }
        Put(codes[256], lengths[256]);
    }

    private static int MaxDistance(int symbol) => symbol < 4 ? symbol + 1 : ((2 + (symbol & 1)) << ((symbol - 2) / 2)) + (1 << ((symbol - 2) / 2));

    // Lengths of a complete code: leaves are split at random until there are enough, the deeper the likelier.
    private int[] Code(int symbols, int[] used)
    {
        var leaves = new List<int> { 1, 1 };
        while (leaves.Count < used.Length)
        {
            var at = random.Next(3) > 0 ? leaves.Count - 1 : random.Next(leaves.Count);
            if (leaves[at] == 15) at = leaves.FindIndex(l => l < 15);
            leaves.Add(++leaves[at]);
        }
        var lengths = new int[symbols];
        var order = leaves.OrderBy(_ => random.Next()).ToArray();
        for (var i = 0; i < used.Length; i++) lengths[used[i]] = order[i];
        return lengths;
    }

    // RFC 1951, section 3.2.2, with the bits of each code turned round for writing.
    private static int[] Canonical(int[] lengths)
    {
        var codes = new int[lengths.Length];
        var code = 0;
        for (var length = 1; length <= 15; length++)
        {
            code <<= 1;
            for (var symbol = 0; symbol < lengths.Length; symbol++)
                if (lengths[symbol] == length) codes[symbol] = Reverse(code++, length);
        }
        return codes;
    }

    private static int Reverse(int value, int bits)
    {
        var reversed = 0;
        for (; bits > 0; bits--, value >>= 1) reversed = reversed << 1 | value & 1;
        return reversed;
    }

    private void Put(int value, int bits)
    {
        _bits |= (ulong)value << _bitCount;
        for (_bitCount += bits; _bitCount >= 8; _bitCount -= 8, _bits >>= 8) _bytes.Add((byte)_bits);
    }

    private byte[] Finish()
    {
        if (_bitCount > 0) _bytes.Add((byte)_bits);
        return [.. _bytes];
    }
}
