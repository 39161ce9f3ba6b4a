using DataPipe.Parquet.Reading;

namespace DataPipe.Parquet.Mapping.Reading;

/// <summary>Walks the decoded values of one leaf column.</summary>
internal sealed class LeafCursor(int leaf, int maxDefinition)
{
    private int _entry;
    private int _value;

    /// <summary>Number of the leaf in the file.</summary>
    public int Leaf => leaf;

    public ColumnChunkValues? Values { get; private set; }

    /// <summary>Starts a row group.</summary>
    public void Begin(ColumnChunkValues values) => (Values, _entry, _value) = (values, 0, 0);

    public bool IsAtEnd => _entry >= Values!.Count;

    /// <summary>Definition level of the entry ahead.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public int Definition => IsAtEnd ? throw Disagree() : Values!.Definitions.IsEmpty ? maxDefinition : Values.Definitions[_entry];

    /// <summary>Repetition level of the entry ahead, or 0 at the end.</summary>
    public int Repetition => IsAtEnd || Values!.Repetitions.IsEmpty ? 0 : Values.Repetitions[_entry];

    /// <summary>Passes an entry that is there and says where its value is.</summary>
    /// <exception cref="InvalidDataException">It is absent.</exception>
    public int Take()
    {
        if (Definition != maxDefinition)
            throw new InvalidDataException($"column {Values!.Leaf.Path} has no value where the record's type demands one");
        _entry++;
        return _value++;
    }

    /// <summary>Passes an entry that is absent.</summary>
    public void Skip()
    {
        if (Definition == maxDefinition)
            throw Disagree();
        _entry++;
    }

    public InvalidDataException Disagree() => new($"column {Values!.Leaf.Path} has more or fewer elements than its neighbours");
}
