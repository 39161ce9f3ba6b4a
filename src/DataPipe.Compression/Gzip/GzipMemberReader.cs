using System.Buffers.Binary;
using System.Globalization;
using DataPipe.Compression.Checksums;

namespace DataPipe.Compression.Gzip;

/// <summary>
/// Reads a gzip file member by member (RFC 1952), with the offset of each, every checksum and length checked, and a way on after damage: a member
/// that breaks off costs itself alone. Memory is bounded (about 0.3 MB, up to 1 MB more while damage is possible) whatever the members hold.
/// </summary>
internal sealed class GzipMemberReader : IAsyncDisposable
{
    private const int BufferBytes = Inflater.WindowBytes + 96 * 1024;

    private readonly Stream? _owned;
    private readonly RawBuffer _raw;
    private readonly Resynchroniser _resynchroniser;
    private readonly GzipReaderOptions _options;
    private readonly Action<GzipWarning> _warn;
    private readonly Inflater _inflater = new();
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _read;
    private int _written;
    private State _state;
    private long _offset;
    private long _decodedBytes;
    private uint _crc;

    private enum State { Between, Decoding, Trailer, Lost, End }

    /// <summary>A reader of the members of <paramref name="input"/>, from its present position to its end; offsets count from there. Disposes the input.</summary>
    public GzipMemberReader(Stream input, GzipReaderOptions options, Action<GzipWarning> warn)
        : this(new RawBuffer(input), options, warn) => _owned = input;

    internal GzipMemberReader(RawBuffer raw, GzipReaderOptions options, Action<GzipWarning> warn)
    {
        _raw = raw;
        _options = options;
        _warn = warn;
        _resynchroniser = new Resynchroniser(raw, warn);
    }

    /// <summary>The member read last, once it has ended; null before.</summary>
    public GzipMember? Member { get; private set; }

    /// <summary>Offset in bytes of the member being read.</summary>
    public long MemberOffset => _offset;

    /// <summary>Bytes of the file consumed so far.</summary>
    public long Position => _raw.Position;

    /// <summary>Decoded bytes of the member being read that have not been passed yet; valid until the next call of a method.</summary>
    public ReadOnlySpan<byte> Decoded => _buffer.AsSpan(_read, _written - _read);

    /// <summary>Passes decoded bytes.</summary>
    public void Advance(int count) => _read += count;

    /// <summary>Moves to the next member, reading what is left of the present one; false at the end of the file.</summary>
    public async ValueTask<bool> NextMemberAsync(CancellationToken cancellation)
    {
        while (_state is State.Decoding or State.Trailer)
        {
            _read = _written;
            await FillAsync(cancellation).ConfigureAwait(false);
        }
        while (_state != State.End)
        {
            if (_state == State.Lost) _state = await _resynchroniser.FindMemberAsync(cancellation).ConfigureAwait(false) ? State.Between : State.End;
            else if (await StartMemberAsync(cancellation).ConfigureAwait(false)) return true;
        }
        return false;
    }

    /// <summary>Makes at least one decoded byte available; false when the member has ended, and then <see cref="Member"/> says how.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        while (_read == _written)
        {
            if (_state == State.Decoding)
            {
                if (Decode()) continue;
                _resynchroniser.Retain();
                if (!await _raw.ReadMoreAsync(cancellation).ConfigureAwait(false)) EndDamaged(GzipProblem.Truncated, "the file ends inside this member");
            }
            else if (_state == State.Trailer) await ReadTrailerAsync(cancellation).ConfigureAwait(false);
            else return false;
        }
        return true;
    }

    /// <summary>Copies decoded bytes of the present member; 0 when it has ended.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellation)
    {
        if (!await FillAsync(cancellation).ConfigureAwait(false)) return 0;
        var count = Math.Min(destination.Length, _written - _read);
        Decoded[..count].CopyTo(destination.Span);
        _read += count;
        return count;
    }

    /// <summary>Disposes the input.</summary>
    public ValueTask DisposeAsync() => _owned?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async ValueTask<bool> StartMemberAsync(CancellationToken cancellation)
    {
        _raw.KeepOffset = null;
        GzipHeader.Reading reading;
        int length;
        bool checksumWrong;
        while ((reading = GzipHeader.Read(_raw.Unread, out length, out checksumWrong)) != GzipHeader.Reading.Complete)
        {
            if ((reading == GzipHeader.Reading.Incomplete || _raw.Unread.IsEmpty) && await _raw.ReadMoreAsync(cancellation).ConfigureAwait(false)) continue;
            _offset = _raw.Position;
            _state = _raw.Unread.IsEmpty ? State.End : State.Lost;
            if (reading == GzipHeader.Reading.Incomplete)
            {
                // A header that goes on to the end of the file may have swallowed members with a damaged length or name.
                _resynchroniser.MemberStarts();
                _raw.Advance(_raw.Unread.Length);
                _resynchroniser.DamageFound();
                _warn(new GzipWarning(GzipProblem.Truncated, _offset, "the file ends inside the header of this gzip member"));
            }
            return false;
        }
        _offset = _raw.Position;
        if (checksumWrong) _warn(new GzipWarning(GzipProblem.WrongHeaderChecksum, _offset, "the header of this gzip member does not have its own checksum"));
        _resynchroniser.MemberStarts();
        _raw.Advance(length);
        _inflater.Reset();
        _read = _written = 0;
        _decodedBytes = 0;
        _crc = 0;
        Member = null;
        _state = State.Decoding;
        return true;
    }

    // Decodes what is at hand; false when more input is needed first.
    private bool Decode()
    {
        if (_written > BufferBytes - Inflater.MinRoomBytes)
        {
            _buffer.AsSpan(_written - Inflater.WindowBytes, Inflater.WindowBytes).CopyTo(_buffer);
            _read = _written = Inflater.WindowBytes;
        }
        var status = _inflater.Decode(_raw.Unread, _buffer, ref _written, out var consumed);
        _raw.Advance(consumed);
        _crc = Crc32.Append(_crc, Decoded);
        _decodedBytes += _written - _read;
        if (_decodedBytes > _options.MaxMemberBytes)
        {
            _written -= (int)(_decodedBytes - _options.MaxMemberBytes);
            _decodedBytes = _options.MaxMemberBytes;
            EndDamaged(GzipProblem.TooLong, string.Create(CultureInfo.InvariantCulture, $"this gzip member decodes to more than {_options.MaxMemberBytes} bytes; the rest of it is skipped"));
        }
        else if (status == InflateStatus.Corrupt)
            EndDamaged(GzipProblem.Corrupt, string.Create(CultureInfo.InvariantCulture, $"this gzip member is corrupt at offset {_raw.Position}: {_inflater.Problem}"));
        else if (status == InflateStatus.Done) _state = State.Trailer;
        else if (status == InflateStatus.NeedsInput) return _written > _read;
        return true;
    }

    private async ValueTask ReadTrailerAsync(CancellationToken cancellation)
    {
        _resynchroniser.Retain();
        if (!await _raw.EnsureAsync(8, cancellation).ConfigureAwait(false))
        {
            _raw.Advance(_raw.Unread.Length);
            EndDamaged(GzipProblem.Truncated, "the file ends inside the checksum of this member");
            return;
        }
        var crc = BinaryPrimitives.ReadUInt32LittleEndian(_raw.Unread);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(_raw.Unread[4..]);
        _raw.Advance(8);
        if (crc == _crc && length == (uint)_decodedBytes)
        {
            Member = new GzipMember(_offset, _raw.Position - _offset, _decodedBytes, GzipProblem.None);
            _state = State.Between;
            return;
        }
        if (crc != _crc) EndDamaged(GzipProblem.WrongChecksum, string.Create(CultureInfo.InvariantCulture, $"this gzip member has checksum {_crc:x8} instead of {crc:x8}"));
        else
        {
            // The data came to its end and is sound, so the next member is most likely right here. Data with a wrong checksum may have run on
            // into members behind a gap: those are searched for from this one's header on.
            var next = !await _raw.EnsureAsync(GzipHeader.MinBytes, cancellation).ConfigureAwait(false) || GzipHeader.CouldStart(_raw.Unread) ? State.Between : State.Lost;
            EndDamaged(GzipProblem.WrongLength, string.Create(CultureInfo.InvariantCulture, $"this gzip member decodes to {_decodedBytes} bytes and gives {length}"), next);
        }
    }

    private void EndDamaged(GzipProblem problem, string message, State next = State.Lost)
    {
        Member = new GzipMember(_offset, _raw.Position - _offset, _decodedBytes, problem);
        _state = next;
        if (next == State.Lost) _resynchroniser.DamageFound();
        _warn(new GzipWarning(problem, _offset, message));
    }
}
