using System.Globalization;
using DataPipe.Compression.Zstandard;
using DataPipe.Warc.Input;

namespace DataPipe.Warc;

/// <summary>
/// Reads single records of an archive by their offset, as <see cref="WarcRecord.Offset"/> or an index gives it. Not for use by several threads at once; the
/// stream stays the caller's.
/// </summary>
public sealed class WarcRandomAccess
{
    private readonly Stream _stream;
    private readonly string _name;
    private readonly WarcReaderOptions _options;
    private ZstandardDictionary? _dictionary;
    private bool _sought;

    /// <summary>Reads from <paramref name="archive"/>, which messages call <paramref name="name"/>. Throws <see cref="ArgumentException"/> when it cannot seek.</summary>
    public WarcRandomAccess(Stream archive, string name, WarcReaderOptions options)
    {
        if (!archive.CanSeek) throw new ArgumentException("Reading records by their offset needs a stream that can seek.", nameof(archive));
        _stream = archive;
        _name = name;
        _options = options with { Types = null };
    }

    /// <summary>
    /// The record that begins at an offset: of its gzip member or Zstandard frame in a compressed file, where it must be the first. Nothing behind <paramref name="lengthBytes"/> is read when it is
    /// given. The record is the caller's: it stays valid. Throws <see cref="WarcException"/> when no record begins there, and for a damaged one.
    /// </summary>
    public async ValueTask<WarcRecord> ReadAsync(long offset, long? lengthBytes, CancellationToken cancellation)
    {
        if (offset < 0 || offset >= _stream.Length || lengthBytes <= 0 || lengthBytes > _stream.Length - offset) throw NoRecord(offset, "the place lies outside of the file");
        await FindDictionaryAsync(cancellation).ConfigureAwait(false);
        _stream.Position = offset;
        var part = new StreamPart(_stream, lengthBytes ?? _stream.Length - offset);
        await using var reader = new WarcReader(part, _name, _options, _dictionary);
        WarcRecord? record;
        try
        {
            record = await reader.ReadAsync(cancellation).ConfigureAwait(false);
        }
        catch (WarcException problem)
        {
            throw NoRecord(offset, problem.Message);
        }
        if (record is null || record.Offset > 0 || record.OffsetInMember > 0) throw NoRecord(offset, reader.TakeWarnings() is [{ Message: var message }, ..] ? message : "the first one begins behind it");
        if (record.IsDamaged) throw NoRecord(offset, "it is damaged: " + (reader.TakeWarnings() is [{ Message: var damage }, ..] ? damage : "its end is not where it should be"));
        return record.KeepAt(offset);
    }

    // A .warc.zst file may begin with the dictionary of all its frames.
    private async ValueTask FindDictionaryAsync(CancellationToken cancellation)
    {
        if (_sought) return;
        try
        {
            _dictionary = await DictionaryFrame.FindAsync(_stream, cancellation).ConfigureAwait(false);
        }
        catch (InvalidDataException problem)
        {
            throw new WarcException($"{_name}: the dictionary at the start of the file cannot be used: {problem.Message}");
        }
        _sought = true;
    }

    private WarcException NoRecord(long offset, string why) => new(string.Create(CultureInfo.InvariantCulture, $"{_name}: no whole record at offset {offset}: {why}"));
}
