using System.Buffers.Binary;
using DataPipe.Parquet.Buffers;
using DataPipe.Parquet.Encodings;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Writing;

/// <summary>The values of the open page, as positions in the chunk's dictionary or in their plain form.</summary>
internal sealed class ValueBuffer
{
    // What a dictionary page costs beyond its entries: its header and its place in the footer.
    private const int DictionaryOverheadBytes = 64;

    private readonly PhysicalType _physical;
    private readonly ByteBuffer _plain = new();
    private readonly BinaryDictionary? _binaries;
    private readonly NumberDictionary? _numbers;
    private int[] _indices = [];

    public ValueBuffer(PhysicalType physical, int? dictionaryBytes)
    {
        _physical = physical;
        if (dictionaryBytes is { } bytes && physical == PhysicalType.ByteArray)
            _binaries = new BinaryDictionary(bytes);
        else if (dictionaryBytes is { } limit && physical != PhysicalType.Boolean)
            _numbers = new NumberDictionary(limit / NumberBytes);
        StartChunk();
    }

    /// <summary>Whether the values of the open page are kept as positions.</summary>
    public bool UsesDictionary { get; private set; }

    public int Count { get; private set; }

    /// <summary>Bytes the values of the open page take in plain form.</summary>
    public long PlainBytes { get; private set; }

    public int DictionaryCount => _binaries?.Count ?? _numbers?.Count ?? 0;

    private int DictionaryBytes => _binaries?.Page.Length ?? DictionaryCount * NumberBytes;

    private int NumberBytes => _physical is PhysicalType.Int64 or PhysicalType.Double ? sizeof(long) : sizeof(int);

    /// <summary>Adds a byte array; false when its chunk holds it already.</summary>
    public bool Add(ReadOnlySpan<byte> value)
    {
        Count++;
        PlainBytes += sizeof(int) + value.Length;
        var isNew = true;
        if (UsesDictionary && TryIndex(_binaries!.GetOrAdd(value, out isNew)))
            return isNew;
        _plain.WriteInt32(value.Length);
        _plain.Write(value);
        return true;
    }

    /// <summary>Adds a number by its bits, those of 32 bits sign-extended; false when its chunk holds it already.</summary>
    public bool Add(long bits)
    {
        Count++;
        PlainBytes += NumberBytes;
        var isNew = true;
        if (UsesDictionary && TryIndex(_numbers!.GetOrAdd(bits, out isNew)))
            return isNew;
        WriteNumber(_plain, bits);
        return true;
    }

    public void Add(bool value)
    {
        if ((Count & 7) == 0)
            _plain.WriteByte(0);
        if (value)
            _plain.SetBit(Count);
        Count++;
        PlainBytes = _plain.Length;
    }

    /// <summary>Whether the dictionary, the open page's positions included, is smaller than the plain values.</summary>
    public bool DictionaryPays() =>
        DictionaryBytes + DictionaryOverheadBytes + (long)Count * IndexBits / 8 < PlainBytes;

    /// <summary>Turns the open page to plain form; the rest of the chunk follows it.</summary>
    public void LeaveDictionary()
    {
        UsesDictionary = false;
        var indices = _indices.AsSpan(0, IndexCount);
        IndexCount = 0;
        foreach (var index in indices)
        {
            if (_numbers is not null)
            {
                WriteNumber(_plain, _numbers.Entries[index]);
                continue;
            }
            var value = _binaries!.Entry(index);
            _plain.WriteInt32(value.Length);
            _plain.Write(value);
        }
    }

    /// <summary>The plain values of the open page, where they lie.</summary>
    public ReadOnlySpan<byte> Plain => _plain.Written;

    /// <summary>Writes the open page's positions, preceded by their width in bits.</summary>
    public void WriteIndices(ByteBuffer output)
    {
        output.WriteByte((byte)IndexBits);
        RunLengthEncoder.Encode<int>(_indices.AsSpan(0, IndexCount), IndexBits, output);
    }

    public void WriteDictionary(ByteBuffer output)
    {
        if (_binaries is not null)
            output.Write(_binaries.Page);
        else
            foreach (var bits in _numbers!.Entries)
                WriteNumber(output, bits);
    }

    public void StartPage()
    {
        _plain.Clear();
        IndexCount = 0;
        Count = 0;
        PlainBytes = 0;
    }

    public void StartChunk()
    {
        StartPage();
        _binaries?.Clear();
        _numbers?.Clear();
        UsesDictionary = _binaries is not null || _numbers is not null;
    }

    private int IndexCount { get; set; }

    // A width of 0 would do for a single entry; a bit more is read by everyone.
    private int IndexBits => Math.Max(1, RunLengthEncoder.BitWidth(DictionaryCount - 1));

    private bool TryIndex(int index)
    {
        if (index < 0)
        {
            LeaveDictionary();
            return false;
        }
        if (IndexCount == _indices.Length)
            Array.Resize(ref _indices, Math.Max(256, 2 * IndexCount));
        _indices[IndexCount++] = index;
        return true;
    }

    private void WriteNumber(ByteBuffer output, long bits)
    {
        if (NumberBytes == sizeof(int))
            output.WriteInt32((int)bits);
        else
            output.WriteInt64(bits);
    }
}
