using System.Globalization;
using DataPipe.Warc.Digests;
using DataPipe.Warc.Fields;
using DataPipe.Warc.Input;

namespace DataPipe.Warc;

/// <summary>Reads records from a source: finds where one begins, reads header, block and end, and warns of what is not as it should be.</summary>
internal sealed class RecordReader(RecordInput input, WarcReaderOptions options, WarningList warnings) : IRecordReader
{
    // Line ends behind a block: four bytes in sound files. More than these are passed over one by one.
    private const int EndBytes = 64;

    private readonly BlockBuffer _block = new(options.MaxRecordBytes);
    private readonly HeaderReader _header = new(input, options, warnings);
    private bool _sharedMemberSaid;

    /// <inheritdoc/>
    public bool SawRecord { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<bool> FindStartAsync(CancellationToken cancellation)
    {
        var atLineStart = true;
        long skipped = 0;
        long skippedFrom = 0;
        while (true)
        {
            await input.EnsureAsync(atLineStart ? RecordStart.VersionBytes : RecordStart.SureBytes, cancellation).ConfigureAwait(false);
            if (atLineStart ? RecordStart.IsAt(input.Available) : RecordStart.IsSurelyAt(input.Available)) break;
            if (input.Available.IsEmpty)
            {
                Skipped();
                if (!await input.NextUnitAsync(cancellation).ConfigureAwait(false)) return false;
                atLineStart = true;
                continue;
            }
            if (skipped == 0) skippedFrom = input.Offset;
            if (atLineStart && input.Available.Length < RecordStart.VersionBytes && input.IsCompressed && RecordStart.CouldBeAt(input.Available))
            {
                var count = input.Available.Length;
                input.StartRecord();
                if (!await input.TryJoinNextAsync(cancellation).ConfigureAwait(false)) skipped += count;
                continue;
            }
            var blanks = skipped > 0 ? 0 : input.Available.IndexOfAnyExcept((byte)'\r', (byte)'\n');
            if (blanks != 0)
            {
                input.Advance(blanks < 0 ? input.Available.Length : blanks);
                atLineStart = true;
                continue;
            }
            var length = RecordStart.Skip(input.Available, out atLineStart);
            skipped += length;
            input.Advance(length);
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
        var offset = input.Offset;
        var offsetInUnit = input.OffsetInUnit;
        input.StartRecord();
        if (!await _header.ReadAsync(cancellation).ConfigureAwait(false)) return null;

        var hasLength = SwallowedRecord.TryGetLength(_header.Fields.Span, out var contentLength);
        if (!hasLength) warnings.Add(WarcWarningKind.NoContentLength, offset, "no readable Content-Length; the block is skipped");
        if (!FieldBlock.TryFind(_header.Fields.Span, "WARC-Type", out _)) warnings.Add(WarcWarningKind.MissingType, offset, "the record has no WARC-Type");
        var blockOffset = input.OffsetInUnit;
        var missing = await ReadBlockAsync(contentLength, cancellation).ConfigureAwait(false);
        var unitDamaged = false;
        var ending = Ending.Wrong;
        if (missing > 0)
        {
            unitDamaged = input.IsDamaged;
            ending = unitDamaged ? Ending.Cut : Recover(offset, blockOffset, string.Create(CultureInfo.InvariantCulture, $"the block ends {missing} bytes before its Content-Length of {contentLength}"), isCut: true);
        }
        else if (hasLength)
        {
            ending = await ReadEndAsync(offset, ownUnit: input.IsCompressed && offsetInUnit == 0, cancellation).ConfigureAwait(false);
            unitDamaged = ending == Ending.Unit && input.IsDamaged;
            if (ending == Ending.Wrong)
                ending = Recover(offset, blockOffset, string.Create(CultureInfo.InvariantCulture, $"neither a line end nor a record follows the block of {contentLength} bytes: its Content-Length is wrong"), isCut: false);
        }

        var isTooLong = contentLength > options.MaxRecordBytes;
        if (isTooLong) warnings.Add(WarcWarningKind.RecordTooLong, offset, string.Create(CultureInfo.InvariantCulture, $"the first {_block.Length} of {contentLength} bytes are returned"));
        var length = LengthInFile(offset, offsetInUnit, ending);
        if (!options.Returns(WarcRecord.TypeOf(_header.Fields.Span))) return null;
        var record = new WarcRecord(_header.Fields, _block.Memory)
        {
            Offset = offset,
            OffsetInMember = input.IsCompressed ? offsetInUnit : 0,
            Length = length,
            ContentLength = contentLength,
            IsTruncated = isTooLong,
            IsDamaged = !hasLength || unitDamaged || ending is Ending.Cut or Ending.Wrong,
        };
        if (options.CheckDigests && !record.IsDamaged && !record.IsTruncated) RecordDigests.Check(record, warnings);
        return record;
    }

    // How a record ended: at its line ends, together with its unit, before its Content-Length, or somewhere else than its Content-Length says.
    private enum Ending { Sound, Unit, Cut, Wrong }

    // Returns the number of bytes that are not there.
    private async ValueTask<long> ReadBlockAsync(long length, CancellationToken cancellation)
    {
        _block.Start(length);
        while (length > 0)
        {
            if (input.Available.IsEmpty && !await input.FillAsync(cancellation).ConfigureAwait(false) && !await input.TryContinueAsync(cancellation).ConfigureAwait(false)) break;
            var count = (int)Math.Min(length, input.Available.Length);
            _block.Append(input.Available[..count]);
            input.Advance(count);
            length -= count;
        }
        return length;
    }

    private async ValueTask<Ending> ReadEndAsync(long offset, bool ownUnit, CancellationToken cancellation)
    {
        var unitGoesOn = await input.EnsureAsync(EndBytes, cancellation).ConfigureAwait(false);
        var rest = input.Available[..Math.Min(EndBytes, input.Available.Length)];
        var end = rest.IndexOfAnyExcept((byte)'\r', (byte)'\n');
        if (end < 0) end = rest.Length;
        var isUnitEnd = !unitGoesOn && end == rest.Length;
        var recordFollows = isUnitEnd || RecordStart.CouldBeAt(rest[end..]);
        // Proper line ends with nonsense behind them: the nonsense is damaged, this record is not.
        if (!recordFollows && !rest.StartsWith("\r\n\r\n"u8)) return Ending.Wrong;
        // A unit that ends with the block proves its length; elsewhere a wrong one can end at a record's end, or a header's, by chance.
        if (!(ownUnit && isUnitEnd) && SwallowedRecords(recordFollows, end)) return Ending.Wrong;
        if (!rest.StartsWith("\r\n\r\n"u8) && !rest.StartsWith("\n\n"u8) && !(isUnitEnd && input.IsDamaged))
            warnings.Add(WarcWarningKind.MissingRecordEnd, offset, "the two line ends behind the block are missing");
        input.Advance(end);
        return isUnitEnd ? Ending.Unit : Ending.Sound;
    }

    private bool SwallowedRecords(bool recordFollows, int endBytes)
    {
        if (!_block.IsWhole) return false;
        var block = _block.Memory.Span;
        var start = RecordStart.FindIn(block);
        if (start < 0) return false;
        if (FieldBlock.TryFind(_header.Fields.Span, "WARC-Block-Digest", out var digest) && LabelledDigest.Matches(FieldBlock.Decode(digest), block) == true) return false;
        return !recordFollows || SwallowedRecord.SharesEnd(block, start, endBytes);
    }

    // The block is not as long as Content-Length says. Records that it swallowed are put back, so that the damage costs this one alone.
    private Ending Recover(long offset, long blockOffset, string message, bool isCut)
    {
        var swallowed = RecordStart.FindIn(_block.Memory.Span);
        if (swallowed < 0 && !isCut && _block.IsWhole) swallowed = RecordStart.FindAcross(_block.Memory.Span, input.Available);
        if (swallowed >= 0)
        {
            var isBack = _block.IsWhole ? input.TryPutBack(_block.Memory.Span[swallowed..]) : input.TryRewind(blockOffset + swallowed);
            _block.Cut(swallowed);
            message += isBack ? "; the next record begins inside it" : "; records begin inside it and are lost";
        }
        else if (!_block.IsWhole && input.TryRewind(blockOffset + _block.Length)) message += "; the search goes on behind its beginning";
        if (isCut || swallowed >= 0) _block.TrimRecordEnd();
        warnings.Add(isCut && swallowed < 0 ? WarcWarningKind.BlockCut : WarcWarningKind.WrongContentLength, offset, message);
        return isCut && swallowed < 0 ? Ending.Cut : Ending.Wrong;
    }

    private long LengthInFile(long offset, long offsetInUnit, Ending ending)
    {
        if (!input.IsCompressed) return input.Offset - offset;
        if (offsetInUnit == 0 && (ending is Ending.Unit or Ending.Cut)) return input.UnitEnd - offset;
        if (_sharedMemberSaid || ending == Ending.Wrong) return -1;
        _sharedMemberSaid = true;
        warnings.Add(WarcWarningKind.SharedMember, offset, "records share gzip members and cannot be read on their own");
        return -1;
    }
}
