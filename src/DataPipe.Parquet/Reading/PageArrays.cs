namespace DataPipe.Parquet.Reading;

/// <summary>The arrays in which the byte values of a chunk or page lie. A value's place is the array's number in the upper
/// 32 bits and the offset in it in the lower.</summary>
internal sealed class PageArrays(PagePool pool)
{
    private List<byte[]> _arrays = [];
    private int _shared;

    /// <summary>Bytes of all arrays.</summary>
    public long HeldBytes
    {
        get
        {
            long bytes = 0;
            foreach (var array in _arrays)
                bytes += array.Length;
            return bytes;
        }
    }

    /// <summary>An array of at least the given length.</summary>
    public byte[] Rent(int bytes)
    {
        var array = pool.Rent(bytes);
        _arrays.Add(array);
        return array;
    }

    /// <summary>Makes a rented array one of these.</summary>
    public void Adopt(byte[] rented) => _arrays.Add(rented);

    /// <summary>Whether the array is one of these.</summary>
    public bool Holds(byte[] array) => _arrays.LastIndexOf(array) >= 0;

    /// <summary>Keeps the arrays so far, those of a dictionary, for all that is detached later: none goes back to the pool.</summary>
    public void Share() => _shared = _arrays.Count;

    /// <summary>Hands the arrays over, the shared ones to both sides.</summary>
    public PageArrays Detach()
    {
        var detached = new PageArrays(pool) { _arrays = _arrays, _shared = _shared };
        _arrays = _arrays.GetRange(0, _shared);
        return detached;
    }

    /// <summary>The place of the first byte of a page.</summary>
    public long PlaceOf(ArraySegment<byte> page)
    {
        var number = _arrays.LastIndexOf(page.Array!);
        if (number < 0)
        {
            number = _arrays.Count;
            _arrays.Add(page.Array!);
        }
        return ((long)number << 32) | (uint)page.Offset;
    }

    public byte[][] ToArray() => [.. _arrays];

    /// <summary>Gives the arrays back to the pool, but for shared ones.</summary>
    public void Return() => pool.Return(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_arrays)[_shared..]);
}
