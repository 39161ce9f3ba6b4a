using System.Runtime.InteropServices;

namespace DataPipe.Curation.Substrings;

/// <summary>Consecutive windows of a document that are repeated and do not stay. Sorted by document and start.</summary>
/// <param name="Document">The document's <see cref="Sorting.RowNumber"/>.</param>
/// <param name="Windows">Start of the first window in symbols in the upper half, number of windows in the lower.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SpanMark(ulong Document, ulong Windows)
{
    internal static SpanMark Of(ulong document, int start, int count) => new(document, ((ulong)(uint)start << 32) | (uint)count);

    internal int Start => (int)(Windows >> 32);

    internal int Count => (int)(Windows & uint.MaxValue);

    /// <summary>Behind the last window.</summary>
    internal int End => Start + Count;
}
