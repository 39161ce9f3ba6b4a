namespace DataPipe.Curation.Passages;

/// <summary>Where a passage stands in its shard: the row in the upper 32 bits, the number of its first unit in the document in the lower.</summary>
internal static class PassagePlace
{
    internal static ulong Of(long row, int unit) => checked((ulong)(uint)row << 32) | (uint)unit;

    internal static long Row(ulong place) => (long)(place >> 32);

    internal static int Unit(ulong place) => (int)(uint)place;
}
