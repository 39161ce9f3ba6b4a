using System.Runtime.InteropServices;

namespace DataPipe.Text.LanguageModels;

/// <summary>Makes the bytes of a model's file in one pass: the n-grams of every order by ascending hash, the orders in turn. The caller takes <see cref="Pending"/> away now and then, so that memory stays that of a block.</summary>
public sealed class NgramModelWriter
{
    private readonly NgramModelHeader _header;
    private readonly List<ulong> _pending = [];
    private NgramTableWriter? _table;
    private int _order;
    private ulong _blocks;

    /// <summary>A writer of a model.</summary>
    public NgramModelWriter(NgramModelHeader header)
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("models are written and read on little-endian machines only");
        _header = header;
        _pending.AddRange(NgramModelFormat.Header(header));
    }

    /// <summary>The bytes that were made since <see cref="Clear"/>; valid until the next call.</summary>
    public ReadOnlySpan<byte> Pending => MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_pending));

    /// <summary>Forgets the bytes that were taken away.</summary>
    public void Clear() => _pending.Clear();

    /// <summary>Begins the n-grams of the next order.</summary>
    /// <param name="logProbability">Range of the logarithms of the probabilities, which a quantised model divides into codes.</param>
    /// <param name="backoff">Range of the logarithms of the back-off weights.</param>
    public void Begin((float Min, float Max) logProbability, (float Min, float Max) backoff)
    {
        EndTable();
        _order++;
        var shape = NgramTableShape.For(_header.Ngrams[_order - 1], _header.IsQuantised, logProbability, backoff);
        _pending.AddRange(NgramModelFormat.Section(_order, shape));
        _table = new NgramTableWriter(shape);
    }

    /// <summary>Adds an n-gram of the order.</summary>
    public void Add(ulong hash, float logProbability, float backoff)
    {
        _table!.Add(hash, logProbability, backoff);
        if (_table.Slots.Length >= NgramModelFormat.BlockWords) EndBlock();
    }

    /// <summary>Ends the file.</summary>
    public void Complete() => EndTable();

    private void EndTable()
    {
        if (_table is null) return;
        _table.Complete();
        if (_table.Slots.Length > 0) EndBlock();
        EndBlock();
        _table = null;
    }

    private void EndBlock()
    {
        var slots = _table!.Slots.Span;
        var from = _pending.Count;
        _pending.Add((ulong)slots.Length);
        _pending.AddRange(slots);
        _pending.Add(NgramModelFormat.Checksum(CollectionsMarshal.AsSpan(_pending)[from..], _blocks++));
        _table.Clear();
    }
}
