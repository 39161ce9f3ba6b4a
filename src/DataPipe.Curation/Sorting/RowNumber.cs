namespace DataPipe.Curation.Sorting;

/// <summary>Where a document stands among the inputs of a run, in one word: the shard's ordinal in the upper 24 bits, the row in the lower 40.</summary>
internal static class RowNumber
{
    private const int RowBits = 40;

    internal static ulong Of(int shard, long row) => ((ulong)shard << RowBits) | (ulong)row;

    internal static int Shard(ulong number) => (int)(number >> RowBits);

    internal static long Row(ulong number) => (long)(number & ((1UL << RowBits) - 1));
}
