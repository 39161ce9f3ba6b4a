namespace DataPipe.Teachers.Simulated;

/// <summary>Deterministic embeddings: every word and pair of neighbours adds to a few places of the vector by its hash, so that texts with the same words lie close together.</summary>
internal static class WordVector
{
    private const int PlacesPerFeature = 16;

    /// <summary>A vector of length 1.</summary>
    public static float[] Of(string text, int dimensions)
    {
        var sums = new double[dimensions];
        ulong previous = 0;
        var position = 0;
        while (position < text.Length)
        {
            if (!char.IsLetterOrDigit(text[position]))
            {
                position++;
                continue;
            }

            // FNV-1a over lower-cased UTF-16, a letter-or-digit run being a word.
            var word = 14695981039346656037UL;
            for (; position < text.Length && char.IsLetterOrDigit(text[position]); position++)
                word = (word ^ char.ToLowerInvariant(text[position])) * 1099511628211UL;
            Add(sums, word, 1);
            if (previous != 0)
                Add(sums, Chance.Mix(previous, word), 0.5);
            previous = word;
        }

        if (previous == 0)
        {
            foreach (var letter in text)
                Add(sums, letter, 1);
        }

        return Normalised(sums);
    }

    private static void Add(double[] sums, ulong feature, double weight)
    {
        var chance = new Chance(feature);
        for (var i = 0; i < PlacesPerFeature; i++)
        {
            var place = chance.Below(sums.Length);
            sums[place] += chance.Hits(0.5) ? weight : -weight;
        }
    }

    private static float[] Normalised(double[] sums)
    {
        var square = 0.0;
        foreach (var value in sums)
            square += value * value;
        var vector = new float[sums.Length];
        if (square == 0)
        {
            vector[0] = 1;
            return vector;
        }

        var scale = 1 / Math.Sqrt(square);
        for (var i = 0; i < sums.Length; i++)
            vector[i] = (float)(sums[i] * scale);
        return vector;
    }
}
