using DataPipe.Text.Hashing;
using DataPipe.Text.Words;

namespace DataPipe.Text.Statistics;

/// <summary>
/// Finds the phrases that a text repeats, by their number of words from two upward: a longer one can only be repeated where the shorter ones in it are, so that each length looks at no more
/// places than the one before left. Words are compared by 64-bit hashes. Holds memory for one thread.
/// </summary>
public sealed class RepeatedPhrases
{
    private const int RetainedWords = 1 << 20;
    private readonly HashSet64 _seen = new();
    private ulong[] _words = new ulong[1024], _phrases = new ulong[1024];
    private int[] _places = new int[1024], _firsts = new int[1024], _counts = new int[1024];
    private int _placeCount;

    /// <summary>How many words the phrases have now.</summary>
    public int Length { get; private set; }

    /// <summary>The first word of the most frequent phrase, of equally frequent ones the first; of the text's first phrase when none occurs twice.</summary>
    public int MostFrequent { get; private set; }

    /// <summary>How often the most frequent phrase occurs.</summary>
    public int MostOccurrences { get; private set; }

    /// <summary>Code points of the words in phrases that stood there before, each word counted once, with one more for the blank before each that is not the first of its phrase. Source: NeMo Curator's filter of duplicate n-grams.</summary>
    public long LaterChars { get; private set; }

    /// <summary>Code points of the words in all phrases that occur several times, in each of them and every time. Source: Dolma's tagger gopher_v1.</summary>
    public long RepeatedChars { get; private set; }

    /// <summary>Turns to the words of a text; phrases have one word then.</summary>
    public void Read(ReadOnlySpan<byte> text, WordTable words)
    {
        MakeRoom(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            _phrases[i] = _words[i] = FoldHash.Of(words.Of(text, i));
            _places[i] = i;
        }

        (_placeCount, Length) = (words.Count, 1);
    }

    /// <summary>Lengthens the phrases by a word. The words must be those that were read.</summary>
    public void Lengthen(WordTable words)
    {
        Length++;
        KeepNeighbours(words.Count);
        _seen.Reset(_placeCount);
        for (var i = 0; i < _placeCount; i++)
        {
            var place = _places[i];
            _phrases[place] = _phrases[place] * 0xD6E8FEB86659FD93 + _words[place + Length - 1];
            var count = _seen.Count(Mix64.Of(_phrases[place]), place, out var first);
            _firsts[place] = first;
            _counts[first] = count;
        }

        (MostFrequent, MostOccurrences, LaterChars, RepeatedChars) = (0, words.Count < Length ? 0 : 1, 0, 0);
        int kept = 0, end = 0; // behind the last word that was counted
        for (var i = 0; i < _placeCount; i++)
        {
            var place = _places[i];
            var occurrences = _counts[_firsts[place]];
            if (occurrences < 2) continue;
            _places[kept++] = place;
            RepeatedChars += words.RunesBefore[place + Length] - words.RunesBefore[place];
            if (occurrences > MostOccurrences) (MostFrequent, MostOccurrences) = (place, occurrences);
            if (_firsts[place] == place) continue;
            var from = Math.Max(place, end);
            LaterChars += words.RunesBefore[place + Length] - words.RunesBefore[from] + Math.Min(place + Length - from, Length - 1);
            end = place + Length;
        }

        _placeCount = kept;
    }

    // A phrase is repeated only where the one without its last word and the one without its first are.
    private void KeepNeighbours(int words)
    {
        var kept = 0;
        for (var i = 0; i < _placeCount; i++)
        {
            var place = _places[i];
            if (place + Length <= words && i + 1 < _placeCount && _places[i + 1] == place + 1) _places[kept++] = place;
        }

        _placeCount = kept;
    }

    private void MakeRoom(int words)
    {
        if (words <= _words.Length && (_words.Length <= RetainedWords || words > RetainedWords)) return;
        var room = Math.Max(1024, words + words / 2);
        (_words, _phrases, _places, _firsts, _counts) = (new ulong[room], new ulong[room], new int[room], new int[room], new int[room]);
    }
}
