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
    private int[] _places = new int[1024], _firsts = new int[1024], _counts = new int[1024], _charsBefore = new int[1025];
    private int _placeCount;

    /// <summary>How many words the text has.</summary>
    public int Words { get; private set; }

    /// <summary>Code points of all words.</summary>
    public int Chars => _charsBefore[Words];

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

    /// <summary>Code points of the words in phrases that occur several times, first ones too, each word counted once. Source: DCLM's code.</summary>
    public long CoveredChars { get; private set; }

    /// <summary>Code points of the words of the most frequent phrase, of equally frequent ones the most. Source: DCLM's code.</summary>
    public int MostChars { get; private set; }

    /// <summary>Turns to the words of a text; phrases have one word then.</summary>
    public void Read(ReadOnlySpan<byte> text, WordTable words)
    {
        Clear();
        for (var i = 0; i < words.Count; i++) Add(words.Of(text, i), words.RunesBefore[i + 1] - words.RunesBefore[i]);
    }

    /// <summary>Turns to another text, of which no word is known yet.</summary>
    public void Clear()
    {
        if (_words.Length > RetainedWords) Resize(1024);
        (Words, _placeCount, Length) = (0, 0, 1);
    }

    /// <summary>Adds a word of so many code points; phrases must not have been lengthened.</summary>
    public void Add(ReadOnlySpan<byte> word, int chars)
    {
        if (Words == _words.Length) Resize(2 * Words);
        _phrases[Words] = _words[Words] = FoldHash.Of(word);
        _places[Words] = Words;
        _charsBefore[Words + 1] = _charsBefore[Words] + chars;
        _placeCount = ++Words;
    }

    /// <summary>Lengthens the phrases by a word.</summary>
    public void Lengthen()
    {
        Length++;
        KeepNeighbours();
        _seen.Reset(_placeCount);
        for (var i = 0; i < _placeCount; i++)
        {
            var place = _places[i];
            _phrases[place] = _phrases[place] * 0xD6E8FEB86659FD93 + _words[place + Length - 1];
            var count = _seen.Count(Mix64.Of(_phrases[place]), place, out var first);
            _firsts[place] = first;
            _counts[first] = count;
        }

        (MostFrequent, MostOccurrences, LaterChars, RepeatedChars, CoveredChars) = (0, Words < Length ? 0 : 1, 0, 0, 0);
        MostChars = Words < Length ? 0 : CharsOf(0, Length);
        int kept = 0, end = 0, covered = 0; // behind the last word that was counted, of later phrases and of all
        for (var i = 0; i < _placeCount; i++)
        {
            var place = _places[i];
            var occurrences = _counts[_firsts[place]];
            if (occurrences < 2) continue;
            _places[kept++] = place;
            var chars = CharsOf(place, Length);
            RepeatedChars += chars;
            CoveredChars += CharsOf(Math.Max(place, covered), place + Length - Math.Max(place, covered));
            covered = place + Length;
            if (occurrences == MostOccurrences) MostChars = Math.Max(MostChars, chars);
            if (occurrences > MostOccurrences) (MostFrequent, MostOccurrences, MostChars) = (place, occurrences, chars);
            if (_firsts[place] == place) continue;
            var from = Math.Max(place, end);
            LaterChars += CharsOf(from, place + Length - from) + Math.Min(place + Length - from, Length - 1);
            end = place + Length;
        }

        _placeCount = kept;
    }

    /// <summary>Code points of so many words from one on.</summary>
    public int CharsOf(int word, int words) => _charsBefore[word + words] - _charsBefore[word];

    // A phrase is repeated only where the one without its last word and the one without its first are.
    private void KeepNeighbours()
    {
        var kept = 0;
        for (var i = 0; i < _placeCount; i++)
        {
            var place = _places[i];
            if (place + Length <= Words && i + 1 < _placeCount && _places[i + 1] == place + 1) _places[kept++] = place;
        }

        _placeCount = kept;
    }

    private void Resize(int room)
    {
        Array.Resize(ref _words, room);
        Array.Resize(ref _phrases, room);
        Array.Resize(ref _places, room);
        Array.Resize(ref _charsBefore, room + 1);
        (_firsts, _counts) = (new int[room], new int[room]);
    }
}
