namespace DataPipe.Parquet.Buffers;

/// <summary>Segments of 64 KiB shared by the columns of one writer, so that its memory stays flat over row groups.</summary>
internal sealed class SegmentPool
{
    // Below the size from which arrays go to the large object heap.
    public const int SegmentBytes = 64 << 10;

    private readonly Stack<byte[]> _free = new();

    public byte[] Rent() => _free.TryPop(out var segment) ? segment : GC.AllocateUninitializedArray<byte>(SegmentBytes);

    public void Return(byte[] segment) => _free.Push(segment);
}
