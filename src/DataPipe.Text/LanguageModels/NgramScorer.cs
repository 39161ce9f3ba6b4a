namespace DataPipe.Text.LanguageModels;

/// <summary>Asks a model word by word along a sentence. Reusable memory of one thread; allocates nothing.</summary>
public sealed class NgramScorer(NgramModel model)
{
    private readonly ulong[] _context = new ulong[NgramModel.MaxOrder]; // the words before, the nearest first
    private readonly float[] _backoffs = new float[NgramModel.MaxOrder]; // of the contexts of 1, 2, … words
    private readonly float[] _found = new float[NgramModel.MaxOrder];
    private readonly ulong[] _hashes = new ulong[NgramModel.MaxOrder];
    private int _length; // words of the longest context that the model has

    /// <summary>Begins a sentence.</summary>
    public void Begin()
    {
        _context[0] = NgramHash.Start;
        _length = model.Order > 1 && model.Table(1).TryFind(NgramHash.Start, out _, out _backoffs[0]) ? 1 : 0;
    }

    /// <summary>The probability of the next word after those before it in the sentence, log10.</summary>
    public float Score(ulong word)
    {
        var order = model.Order;
        if (!model.Table(1).TryFind(word, out var score, out _found[0]))
        {
            word = NgramHash.Unknown;
            if (!model.Table(1).TryFind(word, out score, out _found[0])) score = NgramModel.NoProbability;
        }

        var most = Math.Min(order, _length + 1);
        // All places are known at once: the processor fetches them side by side.
        var hash = _hashes[0] = word;
        for (var n = 2; n <= most; n++)
        {
            hash = _hashes[n - 1] = NgramHash.Extend(hash, _context[n - 2]);
            model.Table(n).Prefetch(hash);
        }

        var matched = 1;
        for (; matched < most && model.Table(matched + 1).TryFind(_hashes[matched], out var longer, out _found[matched]); matched++) score = longer;
        for (var n = matched; n <= _length; n++) score += _backoffs[n - 1];
        _length = Math.Min(matched, order - 1);
        for (var n = _length - 1; n > 0; n--) _context[n] = _context[n - 1];
        _context[0] = word;
        for (var n = 0; n < _length; n++) _backoffs[n] = _found[n];
        return score;
    }

    /// <summary>The probability of a whole sentence with its end, log10.</summary>
    public double ScoreSentence(ReadOnlySpan<ulong> words)
    {
        Begin();
        var sum = 0.0;
        foreach (var word in words) sum += Score(word);
        return sum + Score(NgramHash.End);
    }
}
