using System.Runtime.InteropServices;
using System.Text;
using DataPipe.Core.Records;
using DataPipe.Text.Ngrams;

namespace DataPipe.Curation.Decontamination;

/// <summary>Looks for needles in records. Reusable memory of one task; allocates nothing for a record that has none.</summary>
internal sealed class ContaminationSearch<T> where T : class, IRecord<T>
{
    private readonly NgramIndex _index;
    private readonly double? _minCoverage;
    private readonly NgramMatcher _matcher;
    private readonly Action<RecordTexts, T> _take = RecordTexts.Taker<T>();
    private readonly RecordTexts _texts = new();
    private readonly List<NgramRun> _runs = [];
    private readonly List<Finding> _findings = [];

    public ContaminationSearch(IReadOnlyList<Needle> needles, NgramIndex index, double? minCoverage)
    {
        (Needles, _index, _minCoverage) = (needles, index, minCoverage);
        _matcher = new NgramMatcher(index);
    }

    /// <summary>The needles.</summary>
    public IReadOnlyList<Needle> Needles { get; }

    /// <summary>The texts of the record that was looked at last.</summary>
    public IReadOnlyList<TextPart> Parts => _texts.Parts;

    /// <summary>The runs of all findings, those of one finding in the order of the needle.</summary>
    public IReadOnlyList<NgramRun> Runs => _runs;

    /// <summary>What a record has in common with the benchmarks, by part, then by needle; valid until the next record.</summary>
    public IReadOnlyList<Finding> Find(T record)
    {
        _runs.Clear();
        _findings.Clear();
        _take(_texts, record);
        for (var part = 0; part < _texts.Parts.Count; part++)
        {
            var runs = _matcher.Match(_texts.Parts[part].Utf8.Span);
            if (!runs.IsEmpty) Judge(runs, part);
        }

        return _findings;
    }

    /// <summary>The finding that says most: of the largest coverage, the first of several.</summary>
    public Finding Best()
    {
        var best = _findings[0];
        foreach (var finding in _findings)
            if (finding.Coverage > best.Coverage) best = finding;
        return best;
    }

    /// <summary>The text that a finding has in common: its runs in the order of the record's text, with … between them.</summary>
    public string TextOf(Finding finding, int maxBytes)
    {
        var text = _texts.Parts[finding.Part].Utf8.Span;
        var shared = new StringBuilder();
        var end = 0;
        foreach (var run in _runs.GetRange(finding.FirstRun, finding.Runs).OrderBy(r => r.Start).ThenBy(r => r.End))
        {
            if (run.End <= end) continue;
            if (run.Start > end && end > 0) shared.Append(" … ");
            var from = Math.Max(run.Start, end);
            var to = Utf8Cut(text, from, Math.Min(run.End, from + Math.Max(0, maxBytes - shared.Length)));
            shared.Append(Encoding.UTF8.GetString(text[from..to]));
            end = run.End;
            if (shared.Length >= maxBytes || to < run.End) return shared.Append(" …").ToString();
        }

        return shared.ToString();
    }

    private void Judge(ReadOnlySpan<NgramRun> runs, int part)
    {
        var from = _runs.Count;
        _runs.AddRange(runs);
        var sorted = CollectionsMarshal.AsSpan(_runs)[from..];
        sorted.Sort(static (a, b) => a.Needle != b.Needle ? a.Needle.CompareTo(b.Needle) : a.NeedleStart != b.NeedleStart ? a.NeedleStart.CompareTo(b.NeedleStart) : a.Start.CompareTo(b.Start));
        for (int first = 0, next; first < sorted.Length; first = next)
        {
            int words = 0, end = 0;
            for (next = first; next < sorted.Length && sorted[next].Needle == sorted[first].Needle; next++)
            {
                var runEnd = sorted[next].NeedleStart + sorted[next].Words;
                words += Math.Max(0, runEnd - Math.Max(end, sorted[next].NeedleStart));
                end = Math.Max(end, runEnd);
            }

            var coverage = (double)words / _index.WordsOf(sorted[first].Needle);
            if (_minCoverage is not { } least || coverage >= least) _findings.Add(new Finding(sorted[first].Needle, part, words, coverage, from + first, next - first));
        }
    }

    // A cut never falls into a character.
    private static int Utf8Cut(ReadOnlySpan<byte> text, int from, int to)
    {
        while (to > from && to < text.Length && (text[to] & 0xC0) == 0x80) to--;
        return to;
    }
}
