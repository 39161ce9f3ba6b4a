namespace DataPipe.Curation.Dedup.Signing;

/// <summary>Two documents that are duplicates of one another, in one word.</summary>
internal static class Edge
{
    internal static ulong Of(uint first, uint second) => ((ulong)first << 32) | second;

    internal static uint First(ulong edge) => (uint)(edge >> 32);

    internal static uint Second(ulong edge) => (uint)edge;
}
