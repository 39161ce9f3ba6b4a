using System.Text;
using DataPipe.Core.Steps;
using DataPipe.Curation.Lists;
using DataPipe.Text.Phrases;

namespace DataPipe.Curation.Blocklists;

/// <summary>The words that addresses are searched for.</summary>
internal sealed class UrlWords
{
    private readonly HashSet<string> _banned, _soft;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _bannedLookup, _softLookup;
    private readonly PhraseSearch _subwords;

    internal UrlWords(UrlOptions options, IReadOnlyList<StepFile> banned, IReadOnlyList<StepFile> soft, IReadOnlyList<StepFile> subwords, IStepFiles files)
    {
        (_banned, _soft) = (Words(options.BannedWords, banned, files), Words(options.SoftWords, soft, files));
        (_bannedLookup, _softLookup) = (_banned.GetAlternateLookup<ReadOnlySpan<char>>(), _soft.GetAlternateLookup<ReadOnlySpan<char>>());
        _subwords = new PhraseSearch([.. Words(options.BannedSubwords, subwords, files).Order(StringComparer.Ordinal).Select(Encoding.ASCII.GetBytes)]);
    }

    /// <summary>Whether a banned word stands in an address, and how many different soft ones do.</summary>
    internal (bool IsBanned, int Soft) Find(ReadOnlySpan<byte> url)
    {
        if (_banned.Count == 0 && _soft.Count == 0) return (false, 0);
        Span<char> word = stackalloc char[64];
        Span<int> seen = stackalloc int[16];
        var (soft, length) = (0, 0);
        for (var at = 0; at <= url.Length; at++)
        {
            var b = at < url.Length ? url[at] : (byte)0;
            if (char.IsAsciiLetterOrDigit((char)b))
            {
                if (length < word.Length) word[length] = (char)b;
                length++;
                continue;
            }

            if (length > 0 && length <= word.Length)
            {
                if (_bannedLookup.Contains(word[..length])) return (true, soft);
                if (soft < seen.Length && _softLookup.TryGetValue(word[..length], out var found) && !IsSeen(url, seen[..soft], found))
                    seen[soft++] = at - length;
            }

            length = 0;
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
