namespace DataPipe.Text.FastText;

/// <summary>Labelled texts that a classifier learns from: 4 bytes of memory a word, and each different word once.</summary>
public sealed class FastTextExamples
{
    private readonly Dictionary<string, int> _labels = new(StringComparer.Ordinal);
    private readonly List<(string Name, long Examples)> _labelCounts = [];
    private readonly List<(int Start, int Bytes, uint Hash, int Count)> _words = [];
    private readonly List<byte> _text = [];
    private readonly List<(int[] Words, int Label)> _examples = [];
    private int[] _slots = new int[1 << 12];
    private int[] _found = new int[256];

    /// <summary>Texts so far.</summary>
    public int Count => _examples.Count;

    /// <summary>Labels and how many texts have each, in the order they came.</summary>
    public IReadOnlyList<(string Name, long Examples)> Labels => _labelCounts;

    internal IReadOnlyList<(int Start, int Bytes, uint Hash, int Count)> Words => _words;

    internal IReadOnlyList<(int[] Words, int Label)> Examples => _examples;

    /// <summary>Adds a text, its newlines as blanks; one without any word is left out and gives false.</summary>
    /// <param name="label">The label, without prefix; it holds no blank.</param>
    /// <param name="utf8">The text.</param>
    public bool Add(string label, ReadOnlySpan<byte> utf8)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(label);
        var words = 0;
        for (var at = 0; ; )
        {
            while (at < utf8.Length && FastTextPredictor.IsBlank(utf8[at])) at++;
            if (at == utf8.Length) break;
            var start = at;
            var hash = FastTextHash.Start;
            while (at < utf8.Length && !FastTextPredictor.IsBlank(utf8[at])) hash = FastTextHash.Then(hash, utf8[at++]);
            var token = utf8[start..at];
            // A text ends where fastText would end it, and labels in it are none of its words.
            if (token.SequenceEqual(FastTextPredictor.EndOfLine)) break;
            if (token.StartsWith(FastTextPredictor.LabelPrefix)) continue;
            if (words + 1 >= _found.Length) Array.Resize(ref _found, _found.Length * 2);
            _found[words++] = WordOf(token, hash);
        }

        if (words == 0) return false;
        _found[words++] = WordOf(FastTextPredictor.EndOfLine, FastTextHash.Of(FastTextPredictor.EndOfLine));
        if (!_labels.TryGetValue(label, out var place))
        {
            _labels[label] = place = _labelCounts.Count;
            _labelCounts.Add((label, 0));
        }

        _labelCounts[place] = (label, _labelCounts[place].Examples + 1);
        _examples.Add(([.. _found.AsSpan(0, words)], place));
        return true;
    }

    internal ReadOnlySpan<byte> TextOf(int word) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_text).Slice(_words[word].Start, _words[word].Bytes);

    private int WordOf(ReadOnlySpan<byte> token, uint hash)
    {
        if (_words.Count * 2 > _slots.Length) Grow();
        var slot = SlotOf(hash);
        for (; _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            var word = _slots[slot] - 1;
            if (_words[word].Hash != hash || !TextOf(word).SequenceEqual(token)) continue;
            _words[word] = _words[word] with { Count = _words[word].Count + 1 };
            return word;
        }

        _slots[slot] = _words.Count + 1;
        _words.Add((_text.Count, token.Length, hash, 1));
        CollectionExtensions.AddRange(_text, token);
        return _words.Count - 1;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        for (var word = 0; word < _words.Count; word++)
        {
            var slot = SlotOf(_words[word].Hash);
            while (_slots[slot] != 0) slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = word + 1;
        }
    }

    private int SlotOf(uint hash) => (int)(hash * 0x9E3779B1u >> 7) & (_slots.Length - 1);
}
