using System.Runtime.CompilerServices;
using DataPipe.Text.Hashing;

namespace DataPipe.Text.LanguageModels;

/// <summary>The 64-bit names that n-gram models know words and n-grams by. Two of a model's n are one with odds of about n² / 2^65: 10^-3 among 200 million.</summary>
public static class NgramHash
{
    private const ulong Multiplier = 0xD6E8FEB86659FD93; // odd: the multiplication loses nothing

    /// <summary>The name of the beginning of a sentence.</summary>
    public static ulong Start { get; } = OfWord("<s>"u8);

    /// <summary>The name of the end of a sentence.</summary>
    public static ulong End { get; } = OfWord("</s>"u8);

    /// <summary>The name of all words that a model does not know.</summary>
    public static ulong Unknown { get; } = OfWord("<unk>"u8);

    /// <summary>The name of a word; never 0.</summary>
    public static ulong OfWord(ReadOnlySpan<byte> word)
    {
        var hash = XxHash64.Hash(word);
        return hash == 0 ? 1 : hash;
    }

    /// <summary>The name of the n-gram that has one word more in front.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Extend(ulong ngram, ulong wordBefore) => Mix64.Of(ngram * Multiplier + wordBefore);

    /// <summary>The name of an n-gram of one word or more, the first word first.</summary>
    public static ulong Of(ReadOnlySpan<ulong> words)
    {
        var hash = words[^1];
        for (var i = words.Length - 2; i >= 0; i--) hash = Extend(hash, words[i]);
        return hash;
    }

    /// <summary>The name of an n-gram, the last word first; 0 where there are no words.</summary>
    public static ulong OfLastFirst(ReadOnlySpan<ulong> words)
    {
        if (words.IsEmpty) return 0;
        var hash = words[0];
        for (var i = 1; i < words.Length; i++) hash = Extend(hash, words[i]);
        return hash;
    }
}
