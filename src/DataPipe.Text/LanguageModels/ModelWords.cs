using DataPipe.Text.Words;

namespace DataPipe.Text.LanguageModels;

/// <summary>Cuts lines into the words of a language model and names them; the same for training and for scoring. Reusable memory of one thread: allocates nothing once its arrays fit.</summary>
public sealed class ModelWords(WordRule rule, ModelNormalization normalization)
{
    private readonly ModelNormalizer? _normalizer = normalization == ModelNormalization.None ? null : new ModelNormalizer(normalization);
    private ulong[] _hashes = new ulong[256];
    private (int Start, int Length)[] _places = new (int, int)[256];

    /// <summary>The names of the words of a line, in order; valid until the next call. Words that read like a model's own marks (&lt;s&gt;, &lt;/s&gt;, &lt;unk&gt;) are left out.</summary>
    public ReadOnlySpan<ulong> Read(ReadOnlySpan<byte> line)
    {
        var text = _normalizer is null ? line : _normalizer.Normalize(line);
        var count = 0;
        foreach (var word in Words.Words.Of(text, rule))
        {
            var hash = NgramHash.OfWord(word.Span);
            if (hash == NgramHash.Start || hash == NgramHash.End || hash == NgramHash.Unknown) continue;
            if (count == _hashes.Length)
            {
                Array.Resize(ref _hashes, 2 * count);
                Array.Resize(ref _places, 2 * count);
            }

            _hashes[count] = hash;
            _places[count++] = (word.Start, word.Span.Length);
        }

        return _hashes.AsSpan(0, count);
    }

    /// <summary>The bytes of a word of the line that was read last.</summary>
    /// <param name="line">That line.</param>
    /// <param name="index">Number of the word, from 0.</param>
    public ReadOnlySpan<byte> Word(ReadOnlySpan<byte> line, int index)
    {
        var text = _normalizer is null ? line : _normalizer.Current;
        return text.Slice(_places[index].Start, _places[index].Length);
    }
}
