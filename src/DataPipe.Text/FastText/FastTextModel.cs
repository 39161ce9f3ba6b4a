namespace DataPipe.Text.FastText;

/// <summary>
/// A supervised fastText model: a linear classifier of words, subwords and runs of words, read from the <c>.bin</c> and <c>.ftz</c> files of the original.
/// Immutable and safe to share; <see cref="FastTextPredictor"/> puts it to work. Source: Joulin et al. 2016, arXiv:1607.01759.
/// </summary>
public sealed class FastTextModel
{
    /// <summary>What marks a token as a label.</summary>
    public const string LabelPrefix = "__label__";

    private const int Magic = 793712314;
    private const int Version = 12;
    private const int SupervisedKind = 3;
    private const int MaxDimensions = 1 << 16;
    private readonly string[] _labels;

    internal FastTextModel(FastTextArguments arguments, FastTextDictionary dictionary, IWeights input, IWeights output)
    {
        (Arguments, Dictionary, Input, Output) = (arguments, dictionary, input, output);
        _labels = [.. dictionary.Labels.Select(l => l.StartsWith(LabelPrefix, StringComparison.Ordinal) ? l[LabelPrefix.Length..] : l)];
        if (arguments.Loss == FastTextLoss.HierarchicalSoftmax) Tree = new(dictionary.LabelCounts);
    }

    /// <summary>What it was trained with.</summary>
    public FastTextArguments Arguments { get; }

    /// <summary>Its labels without their prefix, the most frequent first.</summary>
    public IReadOnlyList<string> Labels => _labels;

    /// <summary>Words it knows.</summary>
    public int Words => Dictionary.Words;

    internal FastTextDictionary Dictionary { get; }

    internal IWeights Input { get; }

    internal IWeights Output { get; }

    internal LabelTree? Tree { get; }

    /// <summary>Reads a model; memory is never asked for beyond what the file could fill.</summary>
    /// <param name="file">The file from its beginning; it must be able to seek, for its length is what counts are checked against.</param>
    /// <exception cref="FastTextFormatException">It is no supervised model, cut off, or its numbers do not fit together.</exception>
    public static FastTextModel Read(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var reader = new FileReader(file);
        if (file.Length < 2 * sizeof(int) || reader.Int32() != Magic) throw reader.Wrong("not a fastText model");
        var version = reader.Int32();
        if (version is < 11 or > Version) throw reader.Wrong($"version {version} of the format is not known");
        var arguments = ReadArguments(reader, version);
        var dictionary = FastTextDictionary.Read(reader);
        if (dictionary.Labels.Length == 0) throw reader.Wrong("the model has no labels");
        foreach (var count in dictionary.LabelCounts)
            if (count is < 0 or >= LabelTree.Never) throw reader.Wrong($"a label with {count} examples");
        var columns = arguments.Dimensions;
        var isQuantized = reader.Flag("the mark of quantised weights");
        if (!isQuantized && dictionary.KeptBuckets is not null) throw reader.Wrong("the dictionary is pruned and the weights are not quantised");
        IWeights input = isQuantized ? QuantizedWeights.Read(reader, columns, "the input") : PlainWeights.Read(reader, columns, "the input");
        var isOutputQuantized = reader.Flag("the mark of quantised output");
        IWeights output = isQuantized && isOutputQuantized ? QuantizedWeights.Read(reader, columns, "the output") : PlainWeights.Read(reader, columns, "the output");
        var rows = dictionary.Words + (long)(dictionary.KeptBuckets ?? arguments.Buckets);
        if (input.Rows < rows) throw reader.Wrong($"the input has {input.Rows} rows for {rows} words and buckets");
        if (output.Rows < dictionary.Labels.Length) throw reader.Wrong($"the output has {output.Rows} rows for {dictionary.Labels.Length} labels");
        return new(arguments, dictionary, input, output);
    }

    /// <summary>Writes the model as a <c>.bin</c> file, which fastText's own program reads too.</summary>
    /// <exception cref="NotSupportedException">The model is quantised.</exception>
    public void Write(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (Input is not PlainWeights input || Output is not PlainWeights output) throw new NotSupportedException("a quantised model is written by nobody but fastText");
        using var writer = new BinaryWriter(file, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Version);
        foreach (var number in (ReadOnlySpan<int>)[Arguments.Dimensions, Arguments.Window, Arguments.Epochs, Arguments.MinCount, Arguments.Negatives, Arguments.WordNgrams,
            (int)Arguments.Loss, SupervisedKind, Arguments.Buckets, Arguments.MinSubword, Arguments.MaxSubword, Arguments.RateUpdates])
            writer.Write(number);
        writer.Write(Arguments.Sampling);
        Dictionary.Write(writer);
        writer.Write(false);
        input.Write(writer);
        writer.Write(false);
        output.Write(writer);
    }

    private static FastTextArguments ReadArguments(FileReader reader, int version)
    {
        var dimensions = reader.Int32("the length of vectors", 1, MaxDimensions);
        var (window, epochs, minCount, negatives) = (reader.Int32(), reader.Int32(), reader.Int32(), reader.Int32());
        var wordNgrams = reader.Int32("the longest run of words", 0, int.MaxValue);
        var loss = reader.Int32("the loss", (int)FastTextLoss.HierarchicalSoftmax, (int)FastTextLoss.OneVersusAll);
        var kind = reader.Int32();
        if (kind != SupervisedKind) throw reader.Wrong("the model holds word vectors and is no classifier");
        var buckets = reader.Int32("the number of buckets", 0, int.MaxValue);
        int minSubword = reader.Int32(), maxSubword = reader.Int32(), rateUpdates = reader.Int32();
        if (version < Version) maxSubword = 0; // subwords of classifiers came with version 12
        if (buckets == 0 && (wordNgrams > 1 || maxSubword > 0)) throw reader.Wrong("n-grams without buckets");
        return new()
        {
            Dimensions = dimensions, Window = window, Epochs = epochs, MinCount = minCount, Negatives = negatives, WordNgrams = wordNgrams, Loss = (FastTextLoss)loss,
            Buckets = buckets, MinSubword = minSubword, MaxSubword = maxSubword, RateUpdates = rateUpdates, Sampling = reader.Double(),
        };
    }
}
