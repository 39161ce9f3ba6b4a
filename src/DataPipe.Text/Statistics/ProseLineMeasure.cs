using DataPipe.Text.Words;

namespace DataPipe.Text.Statistics;

/// <summary>Measures what C4's line rules look at, for one line and without allocation.</summary>
public static class ProseLineMeasure
{
    /// <summary>The measures of <paramref name="line"/>.</summary>
    public static ProseLine Measure(ReadOnlySpan<byte> line)
    {
        int words = 0, longest = 0;
        foreach (var word in DataPipe.Text.Words.Words.Of(line))
        {
            words++;
            longest = Math.Max(longest, word.Runes);
        }
        var end = Whitespace.TrimEnd(line);
        return new(words, longest, !end.IsEmpty && end[^1] is (byte)'.' or (byte)'?' or (byte)'!' or (byte)'"' or (byte)'\'', end.EndsWith("..."u8));
    }
}
