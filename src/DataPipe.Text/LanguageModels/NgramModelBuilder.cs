using DataPipe.Text.Words;

namespace DataPipe.Text.LanguageModels;

/// <summary>Makes a model in memory of n-grams in any order.</summary>
internal sealed class NgramModelBuilder(int order)
{
    private readonly Dictionary<ulong, (float LogProbability, float Backoff)>[] _ngrams = [.. Enumerable.Range(0, order).Select(_ => new Dictionary<ulong, (float, float)>())];

    /// <summary>Adds an n-gram; false when it is there already.</summary>
    internal bool TryAdd(int length, ulong hash, float logProbability, float backoff) => _ngrams[length - 1].TryAdd(hash, (logProbability, backoff));

    internal bool Contains(int length, ulong hash) => _ngrams[length - 1].ContainsKey(hash);

    internal bool TryFind(int length, ulong hash, out (float LogProbability, float Backoff) found) => _ngrams[length - 1].TryGetValue(hash, out found);

    /// <summary>The model.</summary>
    internal NgramModel Build(WordRule words, ModelNormalization normalization)
    {
        var tables = new NgramTable[order];
        for (var n = 0; n < order; n++)
        {
            var hashes = _ngrams[n].Keys.ToArray();
            Array.Sort(hashes);
            var shape = NgramTableShape.For(hashes.Length, false, default, default);
            var writer = new NgramTableWriter(shape);
            foreach (var hash in hashes)
            {
                var (logProbability, backoff) = _ngrams[n][hash];
                writer.Add(hash, logProbability, backoff);
            }

            writer.Complete();
            tables[n] = new NgramTable(shape, writer.Slots.ToArray());
        }

        return new NgramModel(tables, [.. _ngrams.Select(n => (long)n.Count)], words, normalization, false);
    }
}
