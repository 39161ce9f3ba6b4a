using DataPipe.Text.Hashing;
using DataPipe.Text.Words;

namespace DataPipe.Text.Statistics;

/// <summary>Measures how much of a text is in lines that stand there several times, first ones and empty ones counted. They are compared by 64-bit hashes, as they are. Holds memory for one thread. Source: Dolma's tagger gopher_v1.</summary>
public sealed class RepeatedLines
{
    private readonly HashSet64 _seen = new();
    private int[] _firsts = new int[256], _counts = new int[256];

    /// <summary>How many of the lines that newlines part stand there several times, and the code points in them.</summary>
    public (int Lines, long Chars) Measure(TextAnalysis analysis)
    {
        var table = analysis.Lines(LineRule.Newline);
        if (table.Count > _firsts.Length) (_firsts, _counts) = (new int[2 * table.Count], new int[2 * table.Count]);
        _seen.Reset(table.Count);
        for (var i = 0; i < table.Count; i++)
        {
            var count = _seen.Count(XxHash64.Hash(table.Of(analysis.Text, i)), i, out var first);
            _firsts[i] = first;
            _counts[first] = count;
        }

        int lines = 0;
        long chars = 0;
        for (var i = 0; i < table.Count; i++)
        {
            if (_counts[_firsts[i]] < 2) continue;
            lines++;
            chars += analysis.RunesOf(table.Of(analysis.Text, i));
        }

        return (lines, chars);
    }
}
