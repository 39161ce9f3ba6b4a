using DataPipe.Core.Steps;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters.Cleaning;

/// <summary>One walk over the lines of a text that says of each what becomes of it, and then gives the numbers that the rules on the document look at.</summary>
internal interface ILinePass
{
    /// <summary>How the text is cut.</summary>
    LineRule Lines { get; }

    /// <summary>What stands between the lines that stay, in place of at least as many bytes.</summary>
    ReadOnlySpan<byte> Separator => "\n"u8;

    /// <summary>What a line alone decided for its document; else the rules do.</summary>
    Verdict Verdict => Verdict.Keep;

    /// <summary>Turns to a text of so many lines; <paramref name="scratch"/> is as long and belongs to the pass until the next call of anything.</summary>
    void Start(ReadOnlySpan<byte> text, int lines, Span<byte> scratch);

    /// <summary>What becomes of the next line. It may be narrowed, or written anew, no longer than it was, into <paramref name="destination"/>; <paramref name="scratch"/> is as long as the text.</summary>
    LineFate Take(ref ReadOnlySpan<byte> line, Span<byte> destination, Span<byte> scratch);

    /// <summary>The signal at this place of the step's list of columns.</summary>
    double Of(int signal);
}
