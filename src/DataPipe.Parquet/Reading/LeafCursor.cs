namespace DataPipe.Parquet.Reading;

/// <summary>Walks the entries of one leaf column in one row group.</summary>
internal sealed class LeafCursor(int leaf, int maxDefinition)
{
    private int _entry;
    private int _value;

    /// <summary>Number of the leaf in the file.</summary>
    public int Leaf => leaf;

    /// <summary>The decoded values; null before <see cref="Begin"/>.</summary>
    public ColumnChunkValues? Values { get; private set; }

    /// <summary>Starts a row group.</summary>
    public void Begin(ColumnChunkValues values) => (Values, _entry, _value) = (values, 0, 0);

    public bool IsAtEnd => _entry >= Values!.Count;

    /// <summary>Definition level of the entry ahead.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public int Definition => IsAtEnd ? throw Disagree() : Values!.Definitions.IsEmpty ? maxDefinition : Values.Definitions[_entry];

    /// <summary>Repetition level of the entry ahead; 0 behind the last, where a row would start.</summary>
    public int Repetition => IsAtEnd || Values!.Repetitions.IsEmpty ? 0 : Values.Repetitions[_entry];

    /// <summary>Entries from the one ahead to the start of the next row.</summary>
    public int RowEntries
    {
        get
        {
            if (IsAtEnd || Values!.Repetitions.IsEmpty)
                return IsAtEnd ? 0 : 1;
            var next = Values.Repetitions[(_entry + 1)..].IndexOf((byte)0);
            return next < 0 ? Values.Count - _entry : next + 1;
        }
    }

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
    /// <exception cref="InvalidDataException">It is there.</exception>
    public void Skip()
    {
        if (Definition == maxDefinition)
            throw Disagree();
        _entry++;
    }

    /// <summary>The levels of this leaf do not go with those of its siblings.</summary>
    public InvalidDataException Disagree() => new($"the levels of column {Values!.Leaf.Path} disagree with those of its siblings");
}
