using System.Numerics;
using System.Text;

namespace DataPipe.Text.FastText;

/// <summary>Words and labels of a model, and the rows that hashed n-grams have.</summary>
internal sealed class FastTextDictionary
{
    private const double LoadFactor = 0.5;
    private readonly byte[] _text; // all words, one behind the other
    private readonly int[] _ends; // [words + labels]
    private readonly int[] _slots; // place of a word + 1, by hash; 0 where free
    private readonly Dictionary<int, int>? _kept; // of pruned models: bucket to row

    internal FastTextDictionary(List<byte> text, List<int> ends, int words, long[] labelCounts, Dictionary<int, int>? kept)
    {
        (_text, _ends, Words, LabelCounts, _kept) = ([.. text], [.. ends], words, labelCounts, kept);
        Labels = new string[ends.Count - words];
        for (var l = 0; l < Labels.Length; l++) Labels[l] = Encoding.UTF8.GetString(Entry(words + l));
        _slots = new int[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(8, ends.Count / LoadFactor))];
        for (var i = 0; i < _ends.Length; i++)
        {
            var entry = Entry(i);
            var slot = SlotOf(FastTextHash.Of(entry));
            while (_slots[slot] != 0 && !Entry(_slots[slot] - 1).SequenceEqual(entry)) slot = (slot + 1) & (_slots.Length - 1);
            if (_slots[slot] == 0) _slots[slot] = i + 1;
        }
    }

    /// <summary>Words; their places, which are rows too, come before those of labels.</summary>
    internal int Words { get; }

    /// <summary>Labels as the file has them, with their prefix.</summary>
    internal string[] Labels { get; }

    /// <summary>Examples of each label in training, [labels].</summary>
    internal long[] LabelCounts { get; }

    /// <summary>Rows of hashed n-grams that a pruned model kept; null where none is missing.</summary>
    internal int? KeptBuckets => _kept?.Count;

    /// <summary>Reads a dictionary.</summary>
    internal static FastTextDictionary Read(FileReader file)
    {
        var size = file.Int32();
        var words = file.Int32();
        var labels = file.Int32();
        _ = file.Int64(); // tokens of the training text
        var pruned = file.Int64();
        const int LeastEntryBytes = 1 + sizeof(long) + 1;
        file.Check("words and labels", size, LeastEntryBytes);
        if (words < 0 || labels < 0 || (long)words + labels != size) throw file.Wrong($"{size} entries are not {words} words and {labels} labels");
        var (text, ends, counts) = (new List<byte>(), new List<int>(size), new long[labels]);
        for (var i = 0; i < size; i++)
        {
            file.Text(text);
            ends.Add(text.Count);
            var count = file.Int64();
            if (file.Flag("the kind of an entry") != (i >= words)) throw file.Wrong($"entry {i} is a {(i >= words ? "word among labels" : "label among words")}");
            if (i >= words) counts[i - words] = count;
        }

        return new(text, ends, words, counts, Kept(file, pruned));
    }

    /// <summary>The place of <paramref name="token"/> with <paramref name="hash"/>, or -1.</summary>
    internal int Find(ReadOnlySpan<byte> token, uint hash)
    {
        for (var slot = SlotOf(hash); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
            if (Entry(_slots[slot] - 1).SequenceEqual(token)) return _slots[slot] - 1;
        return -1;
    }

    /// <summary>The row of n-grams hashed to <paramref name="bucket"/>, or -1 when the model has none.</summary>
    internal int RowOf(int bucket) => _kept is null ? Words + bucket : _kept.TryGetValue(bucket, out var row) ? Words + row : -1;

    /// <summary>Writes a dictionary that is not pruned; counts of words are not kept and written as 1.</summary>
    internal void Write(BinaryWriter file)
    {
        file.Write(_ends.Length);
        file.Write(Words);
        file.Write(Labels.Length);
        file.Write((long)_ends.Length);
        file.Write(-1L);
        for (var i = 0; i < _ends.Length; i++)
        {
            file.Write(Entry(i));
            file.Write((byte)0);
            file.Write(i < Words ? 1 : LabelCounts[i - Words]);
            file.Write((byte)(i < Words ? 0 : 1));
        }
    }

    private static Dictionary<int, int>? Kept(FileReader file, long pruned)
    {
        if (pruned < 0) return null;
        file.Check("kept n-grams", pruned, 2 * sizeof(int));
        var kept = new Dictionary<int, int>((int)pruned);
        for (var i = 0L; i < pruned; i++)
        {
            var bucket = file.Int32();
            kept[bucket] = file.Int32("the row of a kept n-gram", 0, (int)pruned - 1);
        }

        return kept;
    }

    private int SlotOf(uint hash) => (int)(hash * 0x9E3779B1u >> 7) & (_slots.Length - 1);

    private ReadOnlySpan<byte> Entry(int place)
    {
        var start = place == 0 ? 0 : _ends[place - 1];
        return _text.AsSpan(start, _ends[place] - start);
    }
}
