using System.Buffers.Binary;
using System.Globalization;
using DataPipe.Compression.Checksums;
using DataPipe.Compression.Gzip;

namespace DataPipe.Compression.Zstandard;

/// <summary>
/// Reads a Zstandard file frame by frame (RFC 8878), with the offset of each, checksums and lengths checked, and a way on after damage: a frame that breaks off costs what follows
/// its last whole block. Skippable frames come like others, their content as it is. Memory is bounded by the largest window: about twice that, up to 8 MiB more of a large one.
/// </summary>
internal sealed partial class ZstandardFrameReader : IAsyncDisposable
{
    private readonly Stream? _owned;
    private readonly RawBuffer _raw;
    private readonly FrameSearch _search;
    private readonly ZstandardReaderOptions _options;
    private readonly Action<ZstandardWarning> _warn;
    private readonly FrameWindow _window = new();
    private ZstandardDictionary? _dictionary;
    private FrameHeader _header;
    private State _state;
    private XxHash64 _hash;
    private long _skippableBytes;

    private enum State { Between, Blocks, Skippable, Checksum, Lost, End }

    /// <summary>A reader of the frames of <paramref name="input"/>, from its present position to its end; offsets count from there. Disposes the input.</summary>
    public ZstandardFrameReader(Stream input, ZstandardReaderOptions options, Action<ZstandardWarning> warn)
        : this(new RawBuffer(input), options, warn) => _owned = input;

    internal ZstandardFrameReader(RawBuffer raw, ZstandardReaderOptions options, Action<ZstandardWarning> warn)
    {
        _raw = raw;
        _options = options;
        _warn = warn;
        _search = new FrameSearch(raw, warn);
    }

    /// <summary>The frame read last, once it has ended; null before.</summary>
    public ZstandardFrame? Frame { get; private set; }

    /// <summary>The number that the frame being read begins with: one of sixteen when it is skippable.</summary>
    public uint Magic { get; private set; }

    /// <summary>Whether the frame being read is skippable: its bytes are no data, but what some writer wished to put there.</summary>
    public bool IsSkippable => FrameHeader.IsSkippable(Magic);

    /// <summary>Offset in bytes of the frame being read.</summary>
    public long FrameOffset { get; private set; }

    /// <summary>Bytes of the file consumed so far.</summary>
    public long Position => _raw.Position;

    /// <summary>Decoded bytes of the frame being read that have not been passed yet; valid until the next call of a method.</summary>
    public ReadOnlySpan<byte> Decoded => _window.Unread;

    /// <summary>Passes decoded bytes.</summary>
    public void Advance(int count) => _window.Advance(count);

    /// <summary>The dictionary that frames begun from now on are decoded with; null for none.</summary>
    public void UseDictionary(ZstandardDictionary? dictionary) => _dictionary = dictionary;

    /// <summary>Moves to the next frame, reading what is left of the present one; false at the end of the file.</summary>
    public async ValueTask<bool> NextFrameAsync(CancellationToken cancellation)
    {
        while (_state is State.Blocks or State.Skippable or State.Checksum)
        {
            _window.Advance(_window.Unread.Length);
            await FillAsync(cancellation).ConfigureAwait(false);
        }
        while (_state != State.End)
        {
            if (_state == State.Lost) _state = await _search.FindFrameAsync(cancellation).ConfigureAwait(false) ? State.Between : State.End;
            else if (await StartFrameAsync(cancellation).ConfigureAwait(false)) return true;
        }
        return false;
    }

    /// <summary>Makes at least one decoded byte available; false when the frame has ended, and then <see cref="Frame"/> says how.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        while (_window.Unread.IsEmpty)
        {
            switch (_state)
            {
                case State.Blocks:
                    await DecodeBlockAsync(cancellation).ConfigureAwait(false);
                    break;
                case State.Skippable:
                    await CopySkippableAsync(cancellation).ConfigureAwait(false);
                    break;
                case State.Checksum:
                    await ReadChecksumAsync(cancellation).ConfigureAwait(false);
                    break;
                default:
                    return false;
            }
        }
        return true;
    }

    /// <summary>Copies decoded bytes of the present frame; 0 when it has ended.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellation)
    {
        if (!await FillAsync(cancellation).ConfigureAwait(false)) return 0;
        var count = Math.Min(destination.Length, _window.Unread.Length);
        _window.Unread[..count].CopyTo(destination.Span);
        _window.Advance(count);
        return count;
    }

    /// <summary>Disposes the input.</summary>
    public ValueTask DisposeAsync() => _owned?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async ValueTask<bool> StartFrameAsync(CancellationToken cancellation)
    {
        _raw.KeepOffset = null;
        var isWhole = await _raw.EnsureAsync(FrameStart.MinBytes, cancellation).ConfigureAwait(false);
        FrameOffset = _raw.Position;
        if (_raw.Unread.IsEmpty)
        {
            _state = State.End;
            return false;
        }
        if (!FrameStart.CouldBe(_raw.Unread))
        {
            _state = State.Lost;
            return false;
        }
        Frame = null;
        _header = default;
        _search.FrameStarts();
        _window.Start(_header, _dictionary);
        Magic = FrameStart.MagicOf(_raw.Unread);
        var bytes = 0;
        while (isWhole && !TryReadHeader(ref bytes)) isWhole = await _raw.ReadMoreAsync(cancellation).ConfigureAwait(false);
        if (!isWhole)
        {
            _raw.Advance(_raw.Unread.Length);
            EndDamaged(ZstandardProblem.Truncated, "the file ends inside the header of this Zstandard frame");
        }
        else if (bytes == 0) return true;
        else
        {
            _skippableBytes = IsSkippable ? BinaryPrimitives.ReadUInt32LittleEndian(_raw.Unread[4..]) : 0;
            _raw.Advance(bytes);
            if (_skippableBytes > 0) _state = State.Skippable;
            else if (IsSkippable) End();
            else StartBlocks();
        }
        return true;
    }

    // Reads the header; false when it is longer than the bytes at hand. Of one that is none the frame ends at once, and its length stays zero.
    private bool TryReadHeader(ref int bytes)
    {
        try
        {
            return FrameStart.TryRead(_raw.Unread, out _header, out bytes);
        }
        catch (InvalidDataException e)
        {
            bytes = 0;
            _raw.Advance(4);
            EndDamaged(ZstandardProblem.Corrupt, "this is no Zstandard frame, though it begins like one: " + e.Message);
            return true;
        }
    }

    private void StartBlocks()
    {
        // A frame that tells its length needs no more memory than that, whatever its window.
        if (_header.WindowBytes > (ulong)_options.MaxWindowBytes && !(_header.ContentBytes <= (ulong)_options.MaxWindowBytes))
        {
            EndDamaged(ZstandardProblem.WindowTooLarge, string.Create(
                CultureInfo.InvariantCulture, $"this Zstandard frame needs a window of {_header.WindowBytes} bytes, more than the {_options.MaxWindowBytes} allowed"));
            return;
        }
        if (_header.DictionaryProblem(_dictionary) is { } problem)
        {
            EndDamaged(ZstandardProblem.MissingDictionary, problem);
            return;
        }
        _window.Start(_header, _dictionary);
        _hash = new XxHash64(0);
        _state = State.Blocks;
    }

    private string LengthProblem() => string.Create(CultureInfo.InvariantCulture, $"this Zstandard frame decodes to {_window.DecodedBytes} bytes and gives {_header.ContentBytes}");

    private void End()
    {
        Frame = new ZstandardFrame(FrameOffset, _raw.Position - FrameOffset, _window.DecodedBytes, ZstandardProblem.None);
        _state = State.Between;
    }

    private void EndCorrupt(InvalidDataException problem) => EndDamaged(
        ZstandardProblem.Corrupt, string.Create(CultureInfo.InvariantCulture, $"this Zstandard frame is corrupt at offset {_raw.Position}: {problem.Message}"));

    private void EndDamaged(ZstandardProblem problem, string message, State next = State.Lost)
    {
        Frame = new ZstandardFrame(FrameOffset, _raw.Position - FrameOffset, _window.DecodedBytes, problem);
        _state = next;
        if (next == State.Lost) _search.DamageFound();
        _warn(new ZstandardWarning(problem, FrameOffset, message));
    }
}
