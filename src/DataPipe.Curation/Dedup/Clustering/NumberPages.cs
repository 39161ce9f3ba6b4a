using System.Runtime.InteropServices;
using DataPipe.Core.Faults;
using DataPipe.Curation.Sorting;
using DataPipe.Text.Hashing;

namespace DataPipe.Curation.Dedup.Clustering;

/// <summary>An array of 32-bit numbers of which so many pages of 64 KiB as its memory takes are held, the others in a scratch file, each with a checksum; the page that was not used for longest goes first (second chance).</summary>
internal sealed class NumberPages : IDisposable
{
    private const int PageBits = 14;
    private const int PageNumbers = 1 << PageBits;
    private readonly EntryBuffer<uint> _frames;
    private readonly int[] _frameOf; // of a page, or -1
    private readonly int[] _pageOf; // of a frame
    private readonly bool[] _used, _changed; // of a frame
    private readonly ulong[] _checksums; // of a page in the file
    private readonly Func<Stream> _openScratch;
    private readonly uint _initial;
    private Stream? _scratch;
    private int _taken, _hand;

    /// <summary>An array of so many numbers, all of one value at first.</summary>
    internal NumberPages(long count, uint initial, long memoryBytes, Func<Stream> openScratch)
    {
        (_initial, _openScratch) = (initial, openScratch);
        var pages = (int)((count + PageNumbers - 1) >> PageBits);
        var frames = (int)Math.Clamp(memoryBytes / (PageNumbers * sizeof(uint)), 4, Math.Max(4, pages));
        _frames = new(checked(Math.Min(frames, Array.MaxLength / PageNumbers) * PageNumbers));
        (_frameOf, _checksums) = (new int[pages], new ulong[pages]);
        frames = _frames.Capacity / PageNumbers;
        (_pageOf, _used, _changed) = (new int[frames], new bool[frames], new bool[frames]);
        _frameOf.AsSpan().Fill(-1);
    }

    /// <summary>A number of the array.</summary>
    internal uint this[uint index]
    {
        get => _frames.GetSpan()[Place(index, isWrite: false)];
        set => _frames.GetSpan()[Place(index, isWrite: true)] = value;
    }

    /// <summary>Whether memory did not suffice so far.</summary>
    internal bool HasSpilled => _scratch is not null;

    /// <inheritdoc/>
    public void Dispose()
    {
        ((IDisposable)_frames).Dispose();
        _scratch?.Dispose();
    }

    private int Place(uint index, bool isWrite)
    {
        var page = (int)(index >> PageBits);
        var frame = _frameOf[page];
        if (frame < 0) frame = Load(page);
        _used[frame] = true;
        if (isWrite) _changed[frame] = true;
        return (frame << PageBits) | (int)(index & (PageNumbers - 1));
    }

    private int Load(int page)
    {
        var frame = _taken < _pageOf.Length ? _taken++ : Evict();
        var bytes = Bytes(frame);
        if (_checksums[page] == 0)
        {
            _frames.GetSpan().Slice(frame << PageBits, PageNumbers).Fill(_initial);
        }
        else
        {
            _scratch!.Position = (long)page * bytes.Length;
            _scratch.ReadExactly(bytes);
            if (Checksum(bytes) != _checksums[page]) throw new FaultException("DP3005", "a scratch file of clusters is damaged (checksum differs), by the disk or by another program: run again", null);
        }

        (_frameOf[page], _pageOf[frame], _changed[frame]) = (frame, page, false);
        return frame;
    }

    private int Evict()
    {
        for (; _used[_hand]; _hand = (_hand + 1) % _used.Length) _used[_hand] = false;
        var (frame, page) = (_hand, _pageOf[_hand]);
        _hand = (_hand + 1) % _used.Length;
        if (_changed[frame])
        {
            _scratch ??= _openScratch();
            var bytes = Bytes(frame);
            _scratch.Position = (long)page * bytes.Length;
            _scratch.Write(bytes);
            _checksums[page] = Checksum(bytes);
        }

        _frameOf[page] = -1;
        return frame;
    }

    private Span<byte> Bytes(int frame) => MemoryMarshal.AsBytes(_frames.GetSpan().Slice(frame << PageBits, PageNumbers));

    private static ulong Checksum(ReadOnlySpan<byte> bytes) => XxHash64.Hash(bytes) | 1; // 0 says that the page is not in the file
}
