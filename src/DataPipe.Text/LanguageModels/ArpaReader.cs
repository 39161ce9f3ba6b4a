using System.Buffers.Text;
using DataPipe.Text.Words;

namespace DataPipe.Text.LanguageModels;

/// <summary>Reads models in the ARPA format, logarithms to base 10, as KenLM, SRILM and others write them. The whole model is held in memory while it is read.</summary>
public static class ArpaReader
{
    private const int MaxLineBytes = 1 << 20;

    /// <summary>Reads a model; what it says of words and text is the caller's, for the format does not.</summary>
    /// <exception cref="InvalidDataException">It is no such model; the message names the line.</exception>
    public static NgramModel Read(Stream stream, WordRule words, ModelNormalization normalization)
    {
        var lines = new ArpaLines(stream, MaxLineBytes);
        while (lines.Next() is var line && !line.SequenceEqual("\\data\\"u8)) { }
        List<long> counts = [];
        while (lines.Next() is var line && line.StartsWith("ngram "u8))
        {
            var equals = line.IndexOf((byte)'=');
            if (equals < 0 || !TryInteger(line[6..equals], out var order) || !TryInteger(line[(equals + 1)..], out var count) || order != counts.Count + 1 || count < 0) throw lines.Wrong("a line such as 'ngram 1=1000' is expected");
            counts.Add(count);
        }

        if (counts.Count is 0 or > NgramModel.MaxOrder) throw lines.Wrong($"models of order 1 to {NgramModel.MaxOrder} are read, not of {counts.Count}");
        var model = new NgramModelBuilder(counts.Count);
        List<ulong[]> lacking = [];
        for (var order = 1; order <= counts.Count; order++)
        {
            if (!lines.Current.SequenceEqual(System.Text.Encoding.ASCII.GetBytes($"\\{order}-grams:"))) throw lines.Wrong($"'\\{order}-grams:' is expected");
            for (var i = 0L; i < counts[order - 1]; i++) Ngram(lines, order, order == counts.Count, model, lacking);
            lines.Next();
        }

        if (!lines.Current.SequenceEqual("\\end\\"u8)) throw lines.Wrong("'\\end\\' is expected");
        Complete(model, lacking);
        return model.Build(words, normalization);
    }

    private static void Ngram(ArpaLines lines, int order, bool isHighest, NgramModelBuilder model, List<ulong[]> lacking)
    {
        var line = lines.Next();
        var probability = Field(ref line);
        if (!TryNumber(probability, out var log)) throw lines.Wrong("a number, then the words, are expected");
        var words = new ulong[order];
        for (var i = 0; i < order; i++)
        {
            var word = Field(ref line);
            if (word.IsEmpty) throw lines.Wrong($"an n-gram of {order} words is expected");
            words[i] = NgramHash.OfWord(word);
        }

        var backoff = 0f;
        var last = Field(ref line);
        if (!last.IsEmpty && (isHighest || !TryNumber(last, out backoff) || !Field(ref line).IsEmpty)) throw lines.Wrong(isHighest ? "the highest order has no back-off weights" : "a back-off weight is expected at the end");
        if (log > 0.0001f) throw lines.Wrong("the logarithm of a probability is never above 0");
        if (!model.TryAdd(order, NgramHash.Of(words), log, backoff)) throw lines.Wrong("the n-gram stood there before");
        if (order > 1 && !model.Contains(order - 1, NgramHash.Of(words.AsSpan(1)))) lacking.Add(words);
    }

    // Models pruned by SRILM may lack the end of a longer n-gram. It gets the probability that backing off gives it: nothing changes, and a search may end at the first miss.
    private static void Complete(NgramModelBuilder model, List<ulong[]> lacking)
    {
        foreach (var words in lacking.OrderBy(w => w.Length))
            for (var from = words.Length - 1; from >= 1; from--)
            {
                var suffix = words.AsSpan(from);
                if (!model.Contains(suffix.Length, NgramHash.Of(suffix))) model.TryAdd(suffix.Length, NgramHash.Of(suffix), BackedOff(model, suffix), 0);
            }
    }

    private static float BackedOff(NgramModelBuilder model, ReadOnlySpan<ulong> words)
    {
        if (words.Length == 1) return model.TryFind(1, NgramHash.Unknown, out var unknown) ? unknown.LogProbability : NgramModel.NoProbability;
        var rest = model.TryFind(words.Length - 1, NgramHash.Of(words[1..]), out var shorter) ? shorter.LogProbability : BackedOff(model, words[1..]);
        return rest + (model.TryFind(words.Length - 1, NgramHash.Of(words[..^1]), out var context) ? context.Backoff : 0);
    }

    private static ReadOnlySpan<byte> Field(ref ReadOnlySpan<byte> line)
    {
        var start = line.IndexOfAnyExcept((byte)' ', (byte)'\t');
        if (start < 0) return line = default;
        line = line[start..];
        var end = line.IndexOfAny((byte)' ', (byte)'\t');
        var field = end < 0 ? line : line[..end];
        line = line[field.Length..];
        return field;
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, out float number) => Utf8Parser.TryParse(text, out number, out var used) && used == text.Length && !float.IsNaN(number);

    private static bool TryInteger(ReadOnlySpan<byte> text, out long number)
    {
        text = Whitespace.Trim(text);
        return Utf8Parser.TryParse(text, out number, out var used) && used == text.Length;
    }
}
