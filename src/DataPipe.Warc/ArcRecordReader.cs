using System.Globalization;
using DataPipe.Warc.Arc;
using DataPipe.Warc.Input;

namespace DataPipe.Warc;

/// <summary>Reads the records of an ARC file, versions 1 and 2, as those of a WARC file: see <see cref="ArcFields"/>.</summary>
internal sealed class ArcRecordReader(RecordInput input, WarcReaderOptions options, WarningList warnings) : IRecordReader
{
    // Line ends behind a block: one in sound files; and the scheme of the next record's URL.
    private const int EndBytes = 64;

    private readonly BlockBuffer _block = new(options.MaxRecordBytes);
    private readonly ArcFields _fields = new();
    private byte[] _line = new byte[1024];
    private int _lineLength;
    private long _offset;
    private long _offsetInUnit;
    private bool _isVersion2;

    /// <inheritdoc/>
    public bool SawRecord { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<bool> FindStartAsync(CancellationToken cancellation)
    {
        long skipped = 0;
        long skippedFrom = 0;
        while (true)
        {
            if (input.Available.IsEmpty && !await input.FillAsync(cancellation).ConfigureAwait(false))
            {
                Skipped();
                if (!await input.NextUnitAsync(cancellation).ConfigureAwait(false)) return false;
                continue;
            }
            var blanks = input.Available.IndexOfAnyExcept((byte)'\r', (byte)'\n');
            if (blanks != 0)
            {
                input.Advance(blanks < 0 ? input.Available.Length : blanks);
                continue;
            }
            (_offset, _offsetInUnit) = (input.Offset, input.OffsetInUnit);
            var passed = await ReadLineAsync(cancellation).ConfigureAwait(false);
            if (ArcLine.TryParse(_line.AsSpan(0, _lineLength), out _)) break;
            if (skipped == 0) skippedFrom = _offset;
            skipped += passed;
        }
        Skipped();
        SawRecord = true;
        return true;

        void Skipped()
        {
            if (skipped > 0) warnings.Add(WarcWarningKind.NotARecord, skippedFrom, string.Create(CultureInfo.InvariantCulture, $"{skipped} bytes skipped that begin no record"));
            skipped = 0;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<WarcRecord?> ReadAsync(CancellationToken cancellation)
    {
        input.StartRecord();
        var hasLength = TryGetLength(out var length);
        if (!hasLength) warnings.Add(WarcWarningKind.NoContentLength, _offset, "no readable length; the block is skipped");
        var blockOffset = input.OffsetInUnit;
        var missing = await ReadBlockAsync(length, cancellation).ConfigureAwait(false);
        var isDamaged = !hasLength || (missing > 0 && input.IsDamaged);
        var endsUnit = missing > 0;
        if (missing > 0 && !isDamaged)
        {
            isDamaged = true;
            Recover(blockOffset, string.Create(CultureInfo.InvariantCulture, $"the block ends {missing} bytes before its length of {length}"), isCut: true);
        }
        else if (missing == 0 && hasLength)
        {
            var unitGoesOn = await input.EnsureAsync(EndBytes, cancellation).ConfigureAwait(false);
            var (end, recordFollows) = LookBehindBlock();
            endsUnit = !unitGoesOn && end < 0;
            if (endsUnit) isDamaged = input.IsDamaged;
            else if (end >= 0 && !recordFollows)
            {
                isDamaged = true;
                await EnsureLineAsync(cancellation).ConfigureAwait(false);
                Recover(blockOffset, string.Create(CultureInfo.InvariantCulture, $"no record follows the block of {length} bytes: its length is wrong"), isCut: false);
            }
            if (!isDamaged) input.Advance(end < 0 ? Math.Min(EndBytes, input.Available.Length) : end);
        }
        return Finish(length, isDamaged, endsUnit);
    }

    // The number of line ends behind the block, -1 where there is nothing else, and whether a record can begin behind them.
    private (int End, bool RecordFollows) LookBehindBlock()
    {
        var rest = input.Available[..Math.Min(EndBytes, input.Available.Length)];
        var end = rest.IndexOfAnyExcept((byte)'\r', (byte)'\n');
        return (end, end >= 0 && ArcLine.CouldBeAt(rest[end..]));
    }

    private WarcRecord? Finish(long length, bool isDamaged, bool endsUnit)
    {
        var isTooLong = length > options.MaxRecordBytes;
        if (isTooLong) warnings.Add(WarcWarningKind.RecordTooLong, _offset, string.Create(CultureInfo.InvariantCulture, $"the first {_block.Length} of {length} bytes are returned"));
        _ = ArcLine.TryParse(_line.AsSpan(0, _lineLength), out var line);
        if (line.IsFileDescription) _isVersion2 = FieldNames(_block.Memory.Span) >= ArcLine.Version2Fields;
        _fields.Write(line, _isVersion2, _block.Memory.Span, length);
        var ownUnit = input.IsCompressed && _offsetInUnit == 0 && endsUnit;
        if (!options.Returns(WarcRecord.TypeOf(_fields.Written.Span))) return null;
        return new WarcRecord(_fields.Written, _block.Memory)
        {
            Offset = _offset,
            OffsetInMember = input.IsCompressed ? _offsetInUnit : 0,
            Length = ownUnit ? input.UnitEnd - _offset : input.IsCompressed ? -1 : input.Offset - _offset,
            ContentLength = length,
            IsTruncated = isTooLong,
            IsDamaged = isDamaged,
        };
    }

    private bool TryGetLength(out long length)
    {
        _ = ArcLine.TryParse(_line.AsSpan(0, _lineLength), out var line);
        return line.TryGetLength(out length);
    }

    // Fields that the description of the file names in the line "URL IP-address Archive-date ...".
    private static int FieldNames(ReadOnlySpan<byte> description)
    {
        var at = description.StartsWith("URL "u8) ? 0 : description.IndexOf("\nURL "u8) + 1;
        if (at == 0 && !description.StartsWith("URL "u8)) return 0;
        var line = description[at..];
        var end = line.IndexOf((byte)'\n');
        return (end < 0 ? line : line[..end]).Count((byte)' ') + 1;
    }

    // Reads a line, of which the first MaxHeaderBytes are held; returns how long it is.
    private async ValueTask<long> ReadLineAsync(CancellationToken cancellation)
    {
        _lineLength = 0;
        long passed = 0;
        while (!input.Available.IsEmpty || await input.FillAsync(cancellation).ConfigureAwait(false))
        {
            var end = input.Available.IndexOf((byte)'\n') + 1;
            var piece = end == 0 ? input.Available : input.Available[..end];
            var held = piece[..Math.Min(piece.Length, options.MaxHeaderBytes - _lineLength)];
            if (_lineLength + held.Length > _line.Length) Array.Resize(ref _line, Math.Max(_lineLength + held.Length, 2 * _line.Length));
            held.CopyTo(_line.AsSpan(_lineLength));
            _lineLength += held.Length;
            passed += piece.Length;
            input.Advance(piece.Length);
            if (end > 0) break;
        }
        return passed;
    }

    // Makes the rest of the line available that the block ends in: a record may begin with it.
    private async ValueTask EnsureLineAsync(CancellationToken cancellation)
    {
        for (var count = EndBytes; !input.Available.Contains((byte)'\n') && count < options.MaxHeaderBytes;)
        {
            count = Math.Min(Math.Max(2 * count, input.Available.Length + EndBytes), options.MaxHeaderBytes);
            if (!await input.EnsureAsync(count, cancellation).ConfigureAwait(false)) return;
        }
    }

    // Returns the number of bytes that are not there.
    private async ValueTask<long> ReadBlockAsync(long length, CancellationToken cancellation)
    {
        _block.Start(length);
        while (length > 0 && (!input.Available.IsEmpty || await input.FillAsync(cancellation).ConfigureAwait(false)))
        {
            var count = (int)Math.Min(length, input.Available.Length);
            _block.Append(input.Available[..count]);
            input.Advance(count);
            length -= count;
        }
        return length;
    }

    // The block is not as long as its length says. Records that it swallowed are put back, so that the damage costs this one alone.
    private void Recover(long blockOffset, string message, bool isCut)
    {
        var swallowed = FindIn(_block.Memory.Span, input.Available);
        if (swallowed >= 0)
        {
            var isBack = _block.IsWhole ? input.TryPutBack(_block.Memory.Span[swallowed..]) : input.TryRewind(blockOffset + swallowed);
            _block.Cut(swallowed);
            message += isBack ? "; the next record begins inside it" : "; records begin inside it and are lost";
        }
        else if (!_block.IsWhole && input.TryRewind(blockOffset + _block.Length)) message += "; the search goes on behind its beginning";
        warnings.Add(isCut && swallowed < 0 ? WarcWarningKind.BlockCut : WarcWarningKind.WrongContentLength, _offset, message);
    }

    // Index of the first line in a block, perhaps with its end behind it, that can only begin a record; or -1.
    private static int FindIn(ReadOnlySpan<byte> block, ReadOnlySpan<byte> behind)
    {
        for (var from = 0; ;)
        {
            var start = block[from..].IndexOf((byte)'\n') + 1;
            if (start == 0) return -1;
            from += start;
            var end = block[from..].IndexOf((byte)'\n');
            if (end >= 0 && ArcLine.TryParse(block.Slice(from, end), out _)) return from;
            if (end >= 0) continue;
            byte[] line = [.. block[from..], .. behind[..Math.Max(0, behind.IndexOf((byte)'\n'))]];
            return ArcLine.TryParse(line, out _) ? from : -1;
        }
    }
}
