using System.Numerics;
using System.Text;
using DataPipe.Core.Steps;
using DataPipe.Curation.Lists;
using DataPipe.Text.Phrases;

namespace DataPipe.Curation.Blocklists;

/// <summary>The words that addresses are searched for.</summary>
internal sealed class UrlWords
{
    private const int MaxWordBytes = 64;
    private readonly HashSet<string> _banned, _soft;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _bannedLookup, _softLookup;
    private readonly PhraseSearch _subwords;
    private readonly ulong[] _marks;
    private readonly int _shift;

    internal UrlWords(UrlOptions options, IReadOnlyList<StepFile> banned, IReadOnlyList<StepFile> soft, IReadOnlyList<StepFile> subwords, IStepFiles files)
    {
        (_banned, _soft) = (Words(options.BannedWords, banned, files), Words(options.SoftWords, soft, files));
        (_bannedLookup, _softLookup) = (_banned.GetAlternateLookup<ReadOnlySpan<char>>(), _soft.GetAlternateLookup<ReadOnlySpan<char>>());
        _shift = 32 - Math.Clamp(BitOperations.Log2((uint)(_banned.Count + _soft.Count + 1)) + 6, 12, 28);
        _marks = Marks(_shift, [.. _banned, .. _soft]);
        _subwords = new PhraseSearch([.. Words(options.BannedSubwords, subwords, files).Order(StringComparer.Ordinal).Select(Encoding.ASCII.GetBytes)]);
    }

    /// <summary>Whether a banned word stands in an address, and how many different soft ones do.</summary>
    internal (bool IsBanned, int Soft) Find(ReadOnlySpan<byte> url)
    {
        if (_banned.Count == 0 && _soft.Count == 0) return (false, 0);
        Span<int> seen = stackalloc int[16];
        var (soft, start, mark) = (0, 0, 0u);
        for (var at = 0; at <= url.Length; at++)
        {
            var b = at < url.Length ? url[at] : (byte)0;
            if (char.IsAsciiLetterOrDigit((char)b))
            {
                mark = Mark(mark, b);
                continue;
            }

            // Nearly all words of addresses are in no list, and their marks tell so.
            if (at > start && at - start <= MaxWordBytes && IsMarked(mark))
            {
                var (isBanned, word) = Look(url[start..at]);
                if (isBanned) return (true, soft);
                if (word is not null && soft < seen.Length && !IsSeen(url, seen[..soft], word)) seen[soft++] = start;
            }

            (start, mark) = (at + 1, 0);
        }

        return (false, soft);
    }

    /// <summary>Whether a banned text stands in an address without its marks.</summary>
    internal bool HasSubword(ReadOnlySpan<byte> url, Span<byte> scratch)
    {
        if (_subwords.Count == 0) return false;
        var length = 0;
        foreach (var b in url)
            if (char.IsAsciiLetterOrDigit((char)b))
                scratch[length++] = b;
        return _subwords.IsIn(scratch[..length]);
    }

    private static uint Mark(uint mark, byte letter) => (mark ^ letter) * 0x01000193; // FNV-1a

    private bool IsMarked(uint mark) => (_marks[mark >> _shift >> 6] >> (int)(mark >> _shift) & 1) != 0;

    private (bool IsBanned, string? Soft) Look(ReadOnlySpan<byte> word)
    {
        Span<char> letters = stackalloc char[MaxWordBytes];
        Ascii.ToUtf16(word, letters, out var length);
        return (_bannedLookup.Contains(letters[..length]), _softLookup.TryGetValue(letters[..length], out var soft) ? soft : null);
    }

    // A bit for every word, among some sixty times as many.
    private static ulong[] Marks(int shift, IEnumerable<string> words)
    {
        var marks = new ulong[1 << (32 - shift - 6)];
        foreach (var word in words)
        {
            var mark = 0u;
            foreach (var letter in word) mark = Mark(mark, (byte)letter);
            marks[mark >> shift >> 6] |= 1UL << (int)(mark >> shift);
        }

        return marks;
    }

    private static bool IsSeen(ReadOnlySpan<byte> url, ReadOnlySpan<int> seen, string word)
    {
        foreach (var at in seen)
            if (at + word.Length <= url.Length && Ascii.Equals(url.Slice(at, word.Length), word) && (at + word.Length == url.Length || !char.IsAsciiLetterOrDigit((char)url[at + word.Length])))
                return true;
        return false;
    }

    // Lower case, and nothing but letters and digits of ASCII: what words of an address consist of.
    private static HashSet<string> Words(IEnumerable<string> given, IReadOnlyList<StepFile> lists, IStepFiles files)
    {
        HashSet<string> words = new(StringComparer.Ordinal);
        foreach (var word in given) Add(word);
        foreach (var file in lists) ListFile.Read(file, files, line => Add(Encoding.UTF8.GetString(line)));
        return words;

        void Add(string word)
        {
            var plain = string.Concat(word.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
            if (plain.Length > 0) words.Add(plain);
        }
    }
}
