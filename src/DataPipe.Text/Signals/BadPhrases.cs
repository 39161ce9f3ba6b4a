using DataPipe.Text.LanguageModels;

namespace DataPipe.Text.Signals;

/// <summary>Phrases of one normalised word or more that are counted by whole words, as RedPajama-V2 counts bad words. Everything may share it.</summary>
public sealed class BadPhrases
{
    private readonly HashSet<ulong> _hashes = [];
    private readonly SortedSet<int> _lengths = [];

    /// <summary>The phrases, their words with a space between.</summary>
    public BadPhrases(IEnumerable<byte[]> phrases)
    {
        foreach (var phrase in phrases)
        {
            var words = new List<ulong>();
            for (var start = 0; start <= phrase.Length;)
            {
                var length = phrase.AsSpan(start).IndexOf((byte)' ');
                var end = length < 0 ? phrase.Length : start + length;
                words.Add(NgramHash.OfWord(phrase.AsSpan(start, end - start)));
                start = end + 1;
            }

            _lengths.Add(words.Count);
            _hashes.Add(NgramHash.Of([.. words]));
        }
    }

    internal int Count(ReadOnlySpan<ulong> words)
    {
        var count = 0;
        foreach (var length in _lengths)
            for (var i = 0; i + length <= words.Length; i++)
                if (_hashes.Contains(NgramHash.Of(words.Slice(i, length)))) count++;
        return count;
    }
}
