namespace DataPipe.Warc.Input;

/// <summary>A source with a place to put bytes back, which knows the offset of the next byte and can show a number of them in one piece.</summary>
internal sealed class RecordInput(IUnitSource source)
{
    // Reading bytes again is bounded by those read once, or false lengths in each record could make the time quadratic.
    private const int MaxRereads = 4;
    private const int FreeRereadBytes = 1 << 24;

    private byte[] _returned = new byte[256];
    private int _start;
    private int _end;
    private long _passed;
    private bool _ahead;
    private long _lastOffset;
    private long _lastPassed;
    private long _lastEnd;
    private long _sourceBytes;
    private long _rereadBytes;

    /// <summary>Whether offsets are those of units.</summary>
    public bool IsCompressed => source.IsCompressed;

    /// <summary>Offset in the file of the next byte, or of the unit it is in when the file is compressed.</summary>
    public long Offset => !source.IsCompressed ? _passed : _passed < 0 ? _lastOffset : source.UnitOffset;

    /// <summary>Offset of the next byte in its decoded unit.</summary>
    public long OffsetInUnit => _passed < 0 ? Math.Max(0, _lastPassed + _passed) : _passed;

    /// <summary>Offset in the file behind the unit in which the record ended.</summary>
    public long UnitEnd => _ahead ? _lastEnd : source.UnitEnd;

    /// <summary>Whether the unit in which the record ended was damaged.</summary>
    public bool IsDamaged => !_ahead && source.IsDamaged;

    /// <summary>Bytes of the file consumed.</summary>
    public long Position => source.Position - (source.IsCompressed ? 0 : _end - _start);

    /// <summary>Bytes of the present unit at hand.</summary>
    public ReadOnlySpan<byte> Available => _start < _end ? _returned.AsSpan(_start, _end - _start) : source.Available;

    /// <summary>Passes bytes.</summary>
    public void Advance(int count)
    {
        if (_start < _end) _start += count;
        else AdvanceSource(count);
        _passed += count;
    }

    /// <summary>Makes bytes available; false when the unit has ended.</summary>
    public ValueTask<bool> FillAsync(CancellationToken cancellation) => _start < _end ? ValueTask.FromResult(true) : source.FillAsync(cancellation);

    /// <summary>Moves to the next unit; false at the end of the file.</summary>
    public async ValueTask<bool> NextUnitAsync(CancellationToken cancellation)
    {
        if (!await source.NextUnitAsync(cancellation).ConfigureAwait(false)) return false;
        _start = _end = 0;
        _passed = 0;
        return true;
    }

    /// <summary>Says that a record begins here.</summary>
    public void StartRecord() => _ahead = false;

    /// <summary>
    /// Moves to the next unit, for a record that may go on there: true when it follows without a gap and its first bytes are none that begin
    /// a record. When false, the record has ended in the unit before.
    /// </summary>
    public async ValueTask<bool> TryContinueAsync(CancellationToken cancellation)
    {
        if (_ahead || source.IsDamaged) return false;
        (_lastOffset, _lastPassed, _lastEnd) = (source.UnitOffset, _passed, source.UnitEnd);
        if (!await NextUnitAsync(cancellation).ConfigureAwait(false)) return false;
        await EnsureAsync(RecordStart.VersionBytes, cancellation).ConfigureAwait(false);
        _ahead = source.UnitOffset != _lastEnd || RecordStart.IsAt(Available);
        return !_ahead;
    }

    /// <summary>Joins the last bytes of a unit, fewer than begin a record, to the next unit; false when it does not go on there, and then they are passed.</summary>
    public async ValueTask<bool> TryJoinNextAsync(CancellationToken cancellation)
    {
        var rest = Available.ToArray();
        Advance(rest.Length);
        if (!await TryContinueAsync(cancellation).ConfigureAwait(false)) return false;
        PutBack(rest);
        return true;
    }

    /// <summary>Makes at least that many bytes available in one piece; false when the unit ends before, and then all the rest is.</summary>
    public ValueTask<bool> EnsureAsync(int count, CancellationToken cancellation) => Available.Length >= count ? ValueTask.FromResult(true) : GatherAsync(count, cancellation);

    /// <summary>Puts passed bytes back in front of the next one, to be read as records; false when that was done too often for the size of the file.</summary>
    public bool TryPutBack(ReadOnlySpan<byte> bytes)
    {
        if (!MayReread(bytes.Length)) return false;
        PutBack(bytes);
        return true;
    }

    /// <summary>Puts passed bytes back in front of the next one.</summary>
    public void PutBack(ReadOnlySpan<byte> bytes)
    {
        var rest = _end - _start;
        if (_start < bytes.Length)
        {
            var larger = new byte[bytes.Length + rest];
            _returned.AsSpan(_start, rest).CopyTo(larger.AsSpan(bytes.Length));
            _returned = larger;
            _start = bytes.Length;
            _end = bytes.Length + rest;
        }
        _start -= bytes.Length;
        bytes.CopyTo(_returned.AsSpan(_start));
        _passed -= bytes.Length;
    }

    /// <summary>Goes back to an offset inside the unit; false where that cannot be done.</summary>
    public bool TryRewind(long offsetInUnit)
    {
        if (!MayReread(_passed - offsetInUnit) || !source.TryRewind(offsetInUnit)) return false;
        _sourceBytes -= _passed + (_end - _start) - offsetInUnit;
        _start = _end = 0;
        _passed = offsetInUnit;
        return true;
    }

    private async ValueTask<bool> GatherAsync(int count, CancellationToken cancellation)
    {
        while (Available.Length < count)
        {
            if (_start == _end)
            {
                // The last bytes of the source's piece move aside, so that the source can go on.
                var rest = source.Available;
                rest.CopyTo(Room(0, count));
                _start = 0;
                _end = rest.Length;
                AdvanceSource(rest.Length);
            }
            if (source.Available.IsEmpty && !await source.FillAsync(cancellation).ConfigureAwait(false)) return false;
            var more = source.Available[..Math.Min(source.Available.Length, count - (_end - _start))];
            more.CopyTo(Room(_end - _start, count));
            _end += more.Length;
            AdvanceSource(more.Length);
        }
        return true;
    }

    private void AdvanceSource(int count)
    {
        source.Advance(count);
        _sourceBytes += count;
    }

    private bool MayReread(long bytes)
    {
        _rereadBytes += bytes;
        return _rereadBytes <= MaxRereads * _sourceBytes + FreeRereadBytes;
    }

    // Room behind the returned bytes for them to become `count`; they move to the front of the buffer first.
    private Span<byte> Room(int held, int count)
    {
        if (_start > 0 || _returned.Length < count)
        {
            var target = _returned.Length < count ? new byte[count] : _returned;
            _returned.AsSpan(_start, held).CopyTo(target);
            _returned = target;
            _start = 0;
            _end = held;
        }
        return _returned.AsSpan(held);
    }
}
