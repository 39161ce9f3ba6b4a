using System.Text;
using DataPipe.Core.Faults;
using DataPipe.Curation.Decontamination.Benchmarks;
using DataPipe.Text.Ngrams;

namespace DataPipe.Curation.Decontamination;

/// <summary>Turns items into needles: texts that are long enough to be looked for, each once.</summary>
internal sealed class NeedleCollector(OverlapOptions options)
{
    private readonly NgramIndexBuilder _builder = options.CreateBuilder();
    private readonly List<Needle> _needles = [];
    private int _lastItemsNeedle; // the first needle that cannot be of the item before

    /// <summary>All needles, numbered as the index numbers them.</summary>
    public IReadOnlyList<Needle> Needles => _needles;

    /// <summary>Adds an item; false when no text of it is long enough.</summary>
    /// <exception cref="FaultException">DP1146: the benchmarks are too large together.</exception>
    public bool Add(int benchmark, BenchmarkItem item)
    {
        _lastItemsNeedle = _needles.Count;
        var isFindable = false;
        foreach (var passage in item.Passages) isFindable |= Add(benchmark, item, NeedleField.Passage, passage);
        List<string> shorts = [.. item.Options]; // options alone are true of much besides the question
        foreach (var answer in item.Answers)
        {
            if (Add(benchmark, item, NeedleField.Answer, answer)) isFindable = true;
            else shorts.Add(answer);
        }

        foreach (var question in item.Questions)
        {
            if (Add(benchmark, item, NeedleField.Question, question)) isFindable = true;
            else foreach (var answer in shorts) isFindable |= Add(benchmark, item, NeedleField.QuestionWithAnswer, $"{question} {answer}");
        }

        return isFindable;
    }

    private bool Add(int benchmark, BenchmarkItem item, NeedleField field, string text)
    {
        int number;
        try
        {
            number = _builder.Add(Encoding.UTF8.GetBytes(text));
        }
        catch (InvalidOperationException tooLarge)
        {
            throw new FaultException("DP1146", $"{tooLarge.Message}: divide the benchmarks among several stages, or leave passages out by naming the fields", tooLarge);
        }

        if (number < 0) return false;
        if (number == _needles.Count) _needles.Add(new Needle(benchmark, item.Id, 1, field, text));
        else if (number < _lastItemsNeedle) _needles[number] = _needles[number] with { Items = _needles[number].Items + 1 };
        return true;
    }
}
