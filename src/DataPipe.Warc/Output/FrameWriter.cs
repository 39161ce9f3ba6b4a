using System.Buffers.Binary;
using DataPipe.Compression.Zstandard;
using DataPipe.Warc.Input;

namespace DataPipe.Warc.Output;

/// <summary>Compresses one record as one Zstandard frame with a checksum, by libzstd.</summary>
internal sealed class FrameWriter : IRecordCompressor
{
    // Dictionaries are compressed once for a file, and read by each who opens it.
    private const int DictionaryLevel = 19;

    private readonly ZstandardCompressor _compressor;
    private readonly ZstandardLibrary _library;
    private readonly byte[]? _dictionary;
    private byte[] _record = [];
    private byte[] _frame = [];

    /// <summary>Throws <see cref="WarcException"/> when there is no library, and <see cref="ArgumentException"/> for a dictionary that is malformed.</summary>
    public FrameWriter(ZstandardLibrary? library, int level, ReadOnlyMemory<byte>? dictionary)
    {
        _library = library ?? throw new WarcException("Writing .warc.zst needs the system's libzstd, which is not installed: install it (Debian and Ubuntu: apt install libzstd1; Fedora: dnf install libzstd; macOS: brew install zstd), or write gzip");
        _dictionary = dictionary is { IsEmpty: false } given ? given.ToArray() : null;
        try
        {
            _compressor = new ZstandardCompressor(_library, level, checksum: true, _dictionary is null ? null : new ZstandardDictionary(_dictionary));
        }
        catch (InvalidDataException problem)
        {
            throw new ArgumentException("The dictionary is malformed: " + problem.Message, nameof(dictionary), problem);
        }
    }

    /// <summary>The frame that begins the file: the dictionary, compressed; empty when there is none.</summary>
    public ReadOnlyMemory<byte> FileStart()
    {
        if (_dictionary is null) return default;
        using var plain = new ZstandardCompressor(_library, DictionaryLevel, checksum: true);
        var frame = new byte[8 + plain.Bound(_dictionary.Length)];
        var length = plain.Compress(_dictionary, frame.AsSpan(8));
        BinaryPrimitives.WriteUInt32LittleEndian(frame, DictionaryFrame.Magic);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), length);
        return frame.AsMemory(0, 8 + length);
    }

    public ReadOnlyMemory<byte> Compress(ReadOnlySpan<byte> header, ReadOnlySpan<byte> block, ReadOnlySpan<byte> end)
    {
        var length = header.Length + block.Length + end.Length;
        if (_record.Length < length) _record = new byte[Math.Max(length, (int)Math.Min(2L * _record.Length, Array.MaxLength))];
        header.CopyTo(_record);
        block.CopyTo(_record.AsSpan(header.Length));
        end.CopyTo(_record.AsSpan(header.Length + block.Length));
        var bound = _compressor.Bound(length);
        if (_frame.Length < bound) _frame = new byte[bound];
        return _frame.AsMemory(0, _compressor.Compress(_record.AsSpan(0, length), _frame));
    }

    public void Dispose() => _compressor.Dispose();
}
