using DataPipe.Text.Hashing;
using DataPipe.Text.Words;

namespace DataPipe.Text.LanguageModels;

/// <summary>
/// How a model lies in a file, all of it little-endian 64-bit words: a header (magic; order, word rule, normalisation and quantisation, a byte each; n-grams of the orders 1 to 6; checksum);
/// for every order a section (order, homes, ranges of the codes, checksum), then blocks (words of slots, the slots, checksum) and an empty block at its end.
/// A checksum is the XXH64 of the words before it in the header, section or block, with the number of the block in the file as seed.
/// </summary>
internal static class NgramModelFormat
{
    internal const int HeaderWords = 9, SectionWords = 5, BlockWords = 1 << 16;
    private const ulong Magic = 0x31304D47_4E4E5044; // "DPNNGM01"
    private const ulong HeaderSeed = 0x4D31, SectionSeed = 0x5331;

    internal static ulong[] Header(NgramModelHeader header)
    {
        var words = new ulong[HeaderWords];
        words[0] = Magic;
        words[1] = (uint)header.Ngrams.Count | (uint)header.Words << 8 | (uint)header.Normalization << 16 | (header.IsQuantised ? 1U << 24 : 0);
        for (var i = 0; i < header.Ngrams.Count; i++) words[2 + i] = (ulong)header.Ngrams[i];
        words[^1] = Checksum(words.AsSpan(0, HeaderWords - 1), HeaderSeed);
        return words;
    }

    /// <summary>Reads a header.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    internal static NgramModelHeader Header(ReadOnlySpan<ulong> words)
    {
        if (words[0] != Magic) throw new InvalidDataException("it is no n-gram model of this program");
        if (words[^1] != Checksum(words[..^1], HeaderSeed)) throw new InvalidDataException("its header is damaged (checksum differs)");
        var (order, rule, normalization) = ((int)(words[1] & 0xFF), (WordRule)(words[1] >> 8 & 0xFF), (ModelNormalization)(words[1] >> 16 & 0xFF));
        if (order is < 1 or > NgramModel.MaxOrder || !Enum.IsDefined(rule) || !Enum.IsDefined(normalization)) throw new InvalidDataException("its header names an order, word rule or normalisation that there is not");
        var ngrams = new long[order];
        for (var i = 0; i < order; i++) ngrams[i] = words[2 + i] <= 1L << 40 ? (long)words[2 + i] : throw new InvalidDataException("its header promises more n-grams than a model can have");
        return new NgramModelHeader(ngrams, rule, normalization, (words[1] >> 24 & 1) != 0);
    }

    internal static ulong[] Section(int order, NgramTableShape shape)
    {
        var words = new ulong[SectionWords];
        words[0] = (ulong)order;
        words[1] = (ulong)shape.Homes;
        words[2] = Pair(shape.MinLogProbability, shape.LogProbabilityStep);
        words[3] = Pair(shape.MinBackoff, shape.BackoffStep);
        words[^1] = Checksum(words.AsSpan(0, SectionWords - 1), SectionSeed);
        return words;
    }

    /// <summary>Reads the beginning of a section.</summary>
    /// <exception cref="InvalidDataException">It is not the section of that order of such a model.</exception>
    internal static NgramTableShape Section(ReadOnlySpan<ulong> words, int order, NgramModelHeader header)
    {
        if (words[^1] != Checksum(words[..^1], SectionSeed) || words[0] != (ulong)order) throw new InvalidDataException($"its section of order {order} is damaged (checksum differs)");
        var shape = new NgramTableShape((long)words[1], header.IsQuantised, First(words[2]), Second(words[2]), First(words[3]), Second(words[3]));
        if (shape.Homes < Math.Max(4, header.Ngrams[order - 1]) || shape.Homes > header.Ngrams[order - 1] * 2 + 4) throw new InvalidDataException($"its section of order {order} does not fit its header");
        return shape;
    }

    internal static ulong Checksum(ReadOnlySpan<ulong> words, ulong seed) => XxHash64.Hash(System.Runtime.InteropServices.MemoryMarshal.AsBytes(words), seed);

    private static ulong Pair(float first, float second) => BitConverter.SingleToUInt32Bits(first) | (ulong)BitConverter.SingleToUInt32Bits(second) << 32;

    private static float First(ulong pair) => BitConverter.UInt32BitsToSingle((uint)pair);

    private static float Second(ulong pair) => BitConverter.UInt32BitsToSingle((uint)(pair >> 32));
}
