namespace DataPipe.Text.FastText;

/// <summary>What a model was trained with, as far as files hold it.</summary>
public sealed record FastTextArguments
{
    /// <summary>Numbers in a vector.</summary>
    public int Dimensions { get; init; } = 100;

    /// <summary>Words beside a word that count as its context; of no meaning to a classifier.</summary>
    public int Window { get; init; } = 5;

    /// <summary>Passes over the training text.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>Fewest occurrences of a word in the dictionary.</summary>
    public int MinCount { get; init; } = 1;

    /// <summary>Negatives sampled an example.</summary>
    public int Negatives { get; init; } = 5;

    /// <summary>Longest run of words that counts as a feature; 1 for words alone.</summary>
    public int WordNgrams { get; init; } = 1;

    /// <summary>How scores become probabilities.</summary>
    public FastTextLoss Loss { get; init; } = FastTextLoss.Softmax;

    /// <summary>Places that word and character n-grams are hashed to.</summary>
    public int Buckets { get; init; } = 2_000_000;

    /// <summary>Fewest characters of a subword.</summary>
    public int MinSubword { get; init; }

    /// <summary>Most characters of a subword; 0 for none.</summary>
    public int MaxSubword { get; init; }

    /// <summary>Words between two updates of the learning rate.</summary>
    public int RateUpdates { get; init; } = 100;

    /// <summary>Share above which frequent words are sampled down; of no meaning to a classifier.</summary>
    public double Sampling { get; init; } = 1e-4;
}
