using System.Numerics;

namespace DataPipe.Parquet.Reading;

/// <summary>
/// Arrays that held chunks and pages and are free for the next ones: fresh arrays of this size cost the machine a
/// page fault for every 4 KiB and the collector a full collection. Safe for several threads, as chunks may be disposed anywhere.
/// </summary>
internal sealed class PagePool
{
    // Two chunks of a usual row group.
    private const long MaxKeptBytes = 128L << 20;

    private readonly Lock _lock = new();
    private readonly List<byte[]> _free = [];
    private long _freeBytes;

    /// <summary>An array of at least the given length, and not much more than twice that.</summary>
    public byte[] Rent(int bytes)
    {
        lock (_lock)
        {
            for (var i = _free.Count - 1; i >= 0; i--)
            {
                var array = _free[i];
                if (array.Length < bytes || array.Length / 2 > bytes)
                    continue;
                _free.RemoveAt(i);
                _freeBytes -= array.Length;
                return array;
            }
        }
        // Rounded up by at most an eighth, so that pages of nearly one size fit each other's arrays.
        var step = Math.Max(1L, (long)BitOperations.RoundUpToPowerOf2((uint)bytes) / 16);
        return GC.AllocateUninitializedArray<byte>((int)Math.Min((bytes + step - 1) / step * step, Array.MaxLength));
    }

    /// <summary>Takes arrays back; beyond the limit those longest unused are left to the collector.</summary>
    public void Return(params ReadOnlySpan<byte[]> arrays)
    {
        lock (_lock)
        {
            foreach (var array in arrays)
            {
                if (array.Length == 0)
                    continue;
                _free.Add(array);
                _freeBytes += array.Length;
            }
            var dropped = 0;
            for (; _freeBytes > MaxKeptBytes; dropped++)
                _freeBytes -= _free[dropped].Length;
            _free.RemoveRange(0, dropped);
        }
    }
}
