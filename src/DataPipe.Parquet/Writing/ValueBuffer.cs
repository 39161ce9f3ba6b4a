using System.Buffers.Binary;
using DataPipe.Parquet.Buffers;
using DataPipe.Parquet.Encodings;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Writing;

/// <summary>The present values of the open page, as positions in the chunk's dictionary or in their plain form.</summary>
internal sealed class ValueBuffer
{
    // What a dictionary page costs beyond its entries: its header and its place in the footer.
    private const int DictionaryOverheadBytes = 64;

    private readonly ByteBuffer _plain = new();
    private readonly ByteBuffer _used = new();
    private readonly BinaryDictionary? _binaries;
    private readonly NumberDictionary? _numbers;
    private readonly int _numberBytes;
    private int[] _indices = [];
    private int _indexCount;

    public ValueBuffer(SchemaNode leaf, int? dictionaryBytes)
    {
        FixedBytes = leaf.FixedBytes;
        _numberBytes = leaf.Physical is PhysicalType.Int64 or PhysicalType.Double ? sizeof(long) : sizeof(int);
        if (dictionaryBytes is { } bytes && leaf.Physical is (PhysicalType.ByteArray or PhysicalType.FixedLenByteArray))
            _binaries = new BinaryDictionary(bytes, leaf.FixedBytes);
        else if (dictionaryBytes is { } limit && leaf.Physical != PhysicalType.Boolean)
            _numbers = new NumberDictionary(limit / _numberBytes);
        StartChunk();
    }

    /// <summary>Length of every byte array where the column fixes it.</summary>
    public int? FixedBytes { get; }

    /// <summary>Whether the values of the open page are kept as positions.</summary>
    public bool UsesDictionary { get; private set; }

    public int Count { get; private set; }

    /// <summary>Bytes the values of the open page take in plain form.</summary>
    public long PlainBytes { get; private set; }

    /// <summary>The plain values of the open page, where they lie.</summary>
    public ReadOnlySpan<byte> Plain => _plain.Written;

    public int DictionaryCount => _binaries?.Count ?? _numbers?.Count ?? 0;

    private int DictionaryBytes => _binaries?.Page.Length ?? DictionaryCount * _numberBytes;

    /// <summary>Adds a byte array.</summary>
    public void Add(ReadOnlySpan<byte> value)
    {
        Count++;
        PlainBytes += (FixedBytes is null ? sizeof(int) : 0) + value.Length;
        if (UsesDictionary && TryIndex(_binaries!.GetOrAdd(value)))
            return;
        if (FixedBytes is null)
            _plain.WriteInt32(value.Length);
        _plain.Write(value);
    }

    /// <summary>Adds a number by its bits, those of 32 bits sign-extended.</summary>
    public void Add(long bits)
    {
        Count++;
        PlainBytes += _numberBytes;
        if (!UsesDictionary || !TryIndex(_numbers!.GetOrAdd(bits)))
            WriteNumber(_plain, bits);
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
        var indices = _indices.AsSpan(0, _indexCount);
        _indexCount = 0;
        foreach (var index in indices)
            if (_numbers is not null)
                WriteNumber(_plain, _numbers.Entries[index]);
            else
                _plain.Write(_binaries!.PlainEntry(index));
    }

    /// <summary>Shows the values of the open page, those of a dictionary once each.</summary>
    public void VisitPage(IPlainVisitor visitor)
    {
        if (!UsesDictionary)
        {
            visitor.Visit(Plain, Count);
            return;
        }
        _used.Clear();
        var used = _used.GetSpan(DictionaryCount)[..DictionaryCount];
        used.Clear();
        foreach (var index in _indices.AsSpan(0, _indexCount))
            used[index] = 1;
        for (var index = used.IndexOf((byte)1); index >= 0 && index < used.Length; index++)
            if (used[index] != 0)
                VisitEntry(visitor, index);
    }

    /// <summary>Shows the entries of the dictionary.</summary>
    public void VisitDictionary(IPlainVisitor visitor)
    {
        for (var index = 0; index < DictionaryCount; index++)
            VisitEntry(visitor, index);
    }

    /// <summary>Writes the open page's positions, preceded by their width in bits.</summary>
    public void WriteIndices(ByteBuffer output)
    {
        output.WriteByte((byte)IndexBits);
        RunLengthEncoder.Encode<int>(_indices.AsSpan(0, _indexCount), IndexBits, output);
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
        _indexCount = 0;
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

    // A width of 0 would do for a single entry; a bit more is read by everyone.
    private int IndexBits => Math.Max(1, RunLengthEncoder.BitWidth(DictionaryCount - 1));

    private void VisitEntry(IPlainVisitor visitor, int index)
    {
        if (_binaries is not null)
        {
            visitor.Visit(_binaries.PlainEntry(index), 1);
            return;
        }
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, _numbers!.Entries[index]);
        visitor.Visit(bytes[.._numberBytes], 1);
    }

    private bool TryIndex(int index)
    {
        if (index < 0)
        {
            LeaveDictionary();
            return false;
        }
        if (_indexCount == _indices.Length)
            Array.Resize(ref _indices, Math.Max(256, 2 * _indexCount));
        _indices[_indexCount++] = index;
        return true;
    }

    private void WriteNumber(ByteBuffer output, long bits)
    {
        if (_numberBytes == sizeof(int))
            output.WriteInt32((int)bits);
        else
            output.WriteInt64(bits);
    }
}
