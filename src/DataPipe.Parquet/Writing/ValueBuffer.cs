using System.Buffers.Binary;
using DataPipe.Parquet.Buffers;
using DataPipe.Parquet.Encodings;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Writing;

/// <summary>The present values of the open page in their plain form, and once it ends as positions in the chunk's dictionary where that
/// pays: looked up one after another then, with the dictionary in the processor's cache.</summary>
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

    /// <summary>Whether the values of the page that ended are kept as positions; before, whether that will be tried.</summary>
    public bool UsesDictionary { get; private set; }

    public int Count { get; private set; }

    /// <summary>Bytes the values of the open page take in plain form.</summary>
    public int PlainBytes => _plain.Length;

    /// <summary>The plain values of the open page, where they lie.</summary>
    public ReadOnlySpan<byte> Plain => _plain.Written;

    public int DictionaryCount => _binaries?.Count ?? _numbers?.Count ?? 0;

    private int DictionaryBytes => _binaries?.Page.Length ?? DictionaryCount * _numberBytes;

    // A width of 0 would do for a single entry; a bit more is read by everyone.
    private int IndexBits => Math.Max(1, RunLengthEncoder.BitWidth(DictionaryCount - 1));

    private ReadOnlySpan<int> Indices => _indices.AsSpan(0, Count);

    /// <summary>Adds a byte array.</summary>
    public void Add(ReadOnlySpan<byte> value)
    {
        Count++;
        if (FixedBytes is null)
            _plain.WriteInt32(value.Length);
        _plain.Write(value);
    }

    /// <summary>Adds a number by its bits, those of 32 bits sign-extended.</summary>
    public void Add(long bits)
    {
        Count++;
        WriteNumber(_plain, bits);
    }

    public void Add(bool value)
    {
        if ((Count & 7) == 0)
            _plain.WriteByte(0);
        if (value)
            _plain.SetBit(Count);
        Count++;
    }

    /// <summary>Ends the page: looks its values up in the dictionary, unless a page before it had to do without. The first page decides
    /// whether a dictionary pays; a later page that overflows it is plain, and so is the rest of the chunk.</summary>
    public void EndPage(bool isFirst)
    {
        if (!UsesDictionary)
            return;
        UsesDictionary = !isFirst || RepeatSample.FindsRepeats(Plain, Count, _numbers is null ? FixedBytes : _numberBytes);
        UsesDictionary = UsesDictionary && TryIndex() && (!isFirst || DictionaryPays());
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
        foreach (var index in Indices)
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
        RunLengthEncoder.Encode(Indices, IndexBits, output);
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
        Count = 0;
    }

    public void StartChunk()
    {
        StartPage();
        _binaries?.Clear();
        _numbers?.Clear();
        UsesDictionary = _binaries is not null || _numbers is not null;
    }

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        _plain.Release();
        _used.Release();
        _binaries?.Release();
    }

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

    // Whether the dictionary, the page's positions included, is smaller than the plain values.
    private bool DictionaryPays() =>
        DictionaryBytes + DictionaryOverheadBytes + (long)Count * IndexBits / 8 < PlainBytes;

    private bool TryIndex()
    {
        if (_indices.Length < Count)
            _indices = GC.AllocateUninitializedArray<int>(Math.Max(Count, 2 * _indices.Length));
        return _binaries is not null ? TryIndexBinaries(_binaries) : TryIndexNumbers(_numbers!);
    }

    private bool TryIndexBinaries(BinaryDictionary dictionary)
    {
        var plain = Plain;
        for (var i = 0; i < Count; i++)
        {
            var start = FixedBytes is null ? sizeof(int) : 0;
            var length = FixedBytes ?? BinaryPrimitives.ReadInt32LittleEndian(plain);
            if ((_indices[i] = dictionary.GetOrAdd(plain.Slice(start, length))) < 0)
                return false;
            plain = plain[(start + length)..];
        }
        return true;
    }

    private bool TryIndexNumbers(NumberDictionary dictionary)
    {
        var plain = Plain;
        for (var i = 0; i < Count; i++, plain = plain[_numberBytes..])
            if ((_indices[i] = dictionary.GetOrAdd(
                _numberBytes == sizeof(int) ? BinaryPrimitives.ReadInt32LittleEndian(plain) : BinaryPrimitives.ReadInt64LittleEndian(plain))) < 0)
                return false;
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
