using DataPipe.Curation.Filters.Cleaning;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters.Dclm;

/// <summary>The pass over lines of <see cref="DclmLinesCleaner"/>.</summary>
internal sealed class DclmLinePass(DclmLinesOptions options) : ILinePass
{
    private enum Ground
    {
        Uppercase,
        Numeric,
        Counter,
        Words,
        Boilerplate,
    }

    private readonly int[] _removedBy = new int[5];
    private int _words, _lostWords, _removed, _edited, _kept;

    /// <inheritdoc/>
    public LineRule Lines => LineRule.Newline;

    /// <inheritdoc/>
    public void Start(ReadOnlySpan<byte> text, int lines, Span<byte> scratch)
    {
        _removedBy.AsSpan().Clear();
        _words = _lostWords = _removed = _edited = _kept = 0;
    }

    /// <inheritdoc/>
    public LineFate Take(ref ReadOnlySpan<byte> line, Span<byte> destination, Span<byte> scratch)
    {
        if (line.IsEmpty) return LineFate.Keep; // it parts paragraphs
        var words = DclmWords.Count(line);
        _words += words;
        var whole = line.Length;
        if (Judge(ref line, destination) is { } ground)
        {
            _removedBy[(int)ground]++;
            _removed++;
            _lostWords += words;
            return LineFate.Remove;
        }

        if (line.Length < whole)
        {
            _edited++;
            _lostWords += options.Counting == LineWordCount.Flagged ? words : words - DclmWords.Count(line);
        }

        _kept++;
        return LineFate.Keep;
    }

    /// <inheritdoc/>
    public double Of(int signal) => signal switch
    {
        0 => _kept,
        1 => _words == 0 ? 1 : (double)_lostWords / _words,
        2 => _removed,
        3 => _edited,
        _ => _removedBy[signal - 4],
    };

    private Ground? Judge(ref ReadOnlySpan<byte> line, Span<byte> destination)
    {
        var characters = LineCharacters.Of(line);
        if ((double)characters.Capitals / characters.Chars > options.MaxUppercaseFraction) return Ground.Uppercase;
        if ((double)characters.Digits / characters.Chars > options.MaxNumericFraction) return Ground.Numeric;
        if (options.RemoveCounters && characters.Digits > 0 && LineCounters.IsCounter(line)) return Ground.Counter;
        if (options.MinWordsPerLine is { } fewest && !LineWords.HasAtLeast(line, fewest)) return Ground.Words;
        if (options.MaxBoilerplateWords is not { } most || LineWords.HasAtLeast(line, most + 1)) return null;
        for (var place = LinePlace.Anywhere; place <= LinePlace.Start; place++)
        {
            line = BoilerplateEdits.Cut(line, place, destination);
            if (Whitespace.TrimStart(line).IsEmpty) return Ground.Boilerplate;
        }

        return null;
    }
}
