namespace DataPipe.Core.Stages;

/// <summary>Counts what a task does to its records. One task, one thread.</summary>
public sealed class TallyBuilder
{
    private readonly Dictionary<(string Step, string Reason), (long Records, long Tokens)> _dropped = [];
    private readonly Dictionary<string, (long Count, List<string> Examples)> _warnings = [];
    private readonly List<string> _steps = [];
    private int _ownSteps;
    private long _recordsIn, _tokensIn, _bytesIn, _recordsOut, _tokensOut;

    /// <summary>Records read so far.</summary>
    public long RecordsIn => _recordsIn;

    /// <summary>Records written so far.</summary>
    public long RecordsOut => _recordsOut;

    /// <summary>Records dropped so far.</summary>
    public long RecordsDropped { get; private set; }

    /// <summary>Names the steps that records will pass, in order; those that are not known yet come where their neighbours are.</summary>
    public void Expect(IReadOnlyList<string> steps)
    {
        var place = _steps.Count;
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            var known = _steps.IndexOf(steps[i]);
            if (known >= 0) place = known;
            else _steps.Insert(place, steps[i]);
        }
    }

    /// <summary>Counts a record read.</summary>
    public void In(long tokens, long bytes)
    {
        _recordsIn++;
        _tokensIn += tokens;
        _bytesIn += bytes;
    }

    /// <summary>Counts a record written.</summary>
    public void Out(long tokens)
    {
        _recordsOut++;
        _tokensOut += tokens;
    }

    /// <summary>Counts a record dropped.</summary>
    public void Drop(string step, string reason, long tokens) => Drop(step, reason, 1, tokens);

    /// <summary>Counts a warning.</summary>
    public void Warn(string kind, string message)
    {
        if (!_warnings.TryGetValue(kind, out var line)) line = (0, []);
        if (line.Examples.Count < Tally.ExamplesKept) line.Examples.Add(message);
        _warnings[kind] = (line.Count + 1, line.Examples);
    }

    /// <summary>Adds another tally.</summary>
    public void Add(Tally tally)
    {
        _recordsIn += tally.RecordsIn;
        _tokensIn += tally.TokensIn;
        _bytesIn += tally.BytesIn;
        _recordsOut += tally.RecordsOut;
        _tokensOut += tally.TokensOut;
        Expect(tally.Steps);
        foreach (var line in tally.Dropped) Drop(line.Step, line.Reason, line.Records, line.Tokens);
        foreach (var warning in tally.Warnings)
        {
            if (!_warnings.TryGetValue(warning.Kind, out var line)) line = (0, []);
            line.Examples.AddRange(warning.Examples.Take(Tally.ExamplesKept - line.Examples.Count));
            _warnings[warning.Kind] = (line.Count + warning.Count, line.Examples);
        }
    }

    /// <summary>What was counted.</summary>
    public Tally Build() => new(
        _recordsIn, _tokensIn, _bytesIn, _recordsOut, _tokensOut,
        [.. _dropped.OrderBy(d => _steps.IndexOf(d.Key.Step)).ThenBy(d => d.Key.Reason, StringComparer.Ordinal)
            .Select(d => new TallyLine(d.Key.Step, d.Key.Reason, d.Value.Records, d.Value.Tokens))],
        [.. _warnings.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => new WarningLine(w.Key, w.Value.Count, w.Value.Examples))])
    {
        Steps = [.. _steps],
    };

    private void Drop(string step, string reason, long records, long tokens)
    {
        if (!_steps.Contains(step)) _steps.Insert(_ownSteps++, step); // What a stage drops by itself, it drops before its steps.
        _dropped.TryGetValue((step, reason), out var sum);
        _dropped[(step, reason)] = (sum.Records + records, sum.Tokens + tokens);
        RecordsDropped += records;
    }
}
