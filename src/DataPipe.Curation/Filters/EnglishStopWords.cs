using System.Buffers.Binary;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters;

/// <summary>The eight words of Gopher's rule: the, be, to, of, and, that, have, with. Source: Rae et al. 2021, section A.1, arXiv:2112.11446.</summary>
internal static class EnglishStopWords
{
    private const uint Blanks = 0x20202020;
    private static readonly uint[] Filled = [Word("to  "u8), Word("of  "u8), Word("be  "u8), Word("the "u8), Word("and "u8), Word("that"u8), Word("have"u8), Word("with"u8)];

    /// <summary>How often they occur among the words, every time counted; capitals count too where <paramref name="anyCase"/> says so.</summary>
    internal static int Count(ReadOnlySpan<byte> text, WordTable words, bool anyCase)
    {
        var starts = words.Starts;
        var bytes = words.Bytes;
        var count = 0;
        Span<byte> filled = stackalloc byte[4];
        for (var i = 0; i < starts.Length; i++)
        {
            if (bytes[i] is < 2 or > 4) continue;
            filled.Fill((byte)' ');
            text.Slice(starts[i], bytes[i]).CopyTo(filled);
            var word = BinaryPrimitives.ReadUInt32LittleEndian(filled);
            // The bit that makes a letter small makes no other byte a letter.
            if (Array.IndexOf(Filled, anyCase ? word | Blanks : word) >= 0) count++;
        }

        return count;
    }

    private static uint Word(ReadOnlySpan<byte> filled) => BinaryPrimitives.ReadUInt32LittleEndian(filled);
}
