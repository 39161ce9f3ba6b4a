using DataPipe.Core.Records;
using DataPipe.Text.Hashing;
using DataPipe.Text.Substrings;

namespace DataPipe.Curation.Substrings;

/// <summary>What stands before the symbols of a run in a file of runs: 40 bytes.</summary>
/// <param name="Key">Hash of the anchor's gram.</param>
/// <param name="Order">Precedence of the document: smaller stands first.</param>
/// <param name="Tie">Precedence among documents of one order.</param>
/// <param name="Document">The document's <see cref="Sorting.RowNumber"/>.</param>
/// <param name="Shape">Start of the first window in the upper 32 bits, symbols before the anchor in the next 16, windows in the last 16.</param>
internal readonly record struct RunHeader(ulong Key, ulong Order, ulong Tie, ulong Document, ulong Shape) : IComparable<RunHeader>
{
    internal const int Words = 5;

    internal int Start => (int)(Shape >> 32);

    internal int Lead => (int)(Shape >> 16) & 0xFFFF;

    internal int Count => (int)Shape & 0xFFFF;

    internal static ulong ShapeOf(int start, int lead, int count) => ((ulong)(uint)start << 32) | ((ulong)(uint)lead << 16) | (uint)count;

    internal RunHeader With(WindowRun run) => this with { Key = run.Key, Shape = ShapeOf(run.Start, run.Lead, run.Count) };

    /// <summary>A header for the runs of a document. Documents are ordered by the hash of their id, the inputs before each other where <paramref name="rank"/> says so.</summary>
    internal static RunHeader Of(Document document, ulong number, int rank)
    {
        var text = XxHash64.Hash(document.Text.Span);
        var tie = Mix64.Combine(Mix64.Combine(XxHash64.Hash(document.Source), XxHash64.Hash(document.Url ?? "")), text);
        return new RunHeader(0, ((ulong)(uint)rank << 56) | (XxHash64.Hash(document.Id) >> 8), tie, number, 0);
    }

    /// <summary>Whether its windows stand before those of another run of the same symbols.</summary>
    public int CompareTo(RunHeader other)
    {
        if (Order != other.Order) return Order < other.Order ? -1 : 1;
        if (Tie != other.Tie) return Tie < other.Tie ? -1 : 1;
        return Document != other.Document ? Document.CompareTo(other.Document) : Shape.CompareTo(other.Shape);
    }
}
