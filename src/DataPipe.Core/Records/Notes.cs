namespace DataPipe.Core.Records;

/// <summary>The annotation values of one record, in the order of the dataset's <see cref="NoteColumn"/>s. Missing trailing values read as absent.</summary>
public readonly struct Notes : IEquatable<Notes>
{
    private readonly NoteValue[]? _values;

    /// <summary>Wraps the values; the array must not change afterwards.</summary>
    public Notes(NoteValue[] values) => _values = values;

    /// <summary>No annotation.</summary>
    public static Notes None => default;

    /// <summary>How many values there are.</summary>
    public int Count => _values?.Length ?? 0;

    /// <summary>The value of the column at <paramref name="index"/>.</summary>
    public NoteValue this[int index] => _values is not null && index < _values.Length ? _values[index] : NoteValue.Absent;

    /// <summary>The same values followed by others.</summary>
    public Notes Append(ReadOnlySpan<NoteValue> more)
    {
        var values = new NoteValue[Count + more.Length];
        _values?.CopyTo(values, 0);
        more.CopyTo(values.AsSpan(Count));
        return new Notes(values);
    }

    /// <inheritdoc/>
    public bool Equals(Notes other)
    {
        var count = Math.Max(Count, other.Count);
        for (var i = 0; i < count; i++)
            if (this[i] != other[i])
                return false;
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Notes other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Count == 0 ? 0 : _values![0].GetHashCode();

    /// <summary>Same values.</summary>
    public static bool operator ==(Notes left, Notes right) => left.Equals(right);

    /// <summary>Other values.</summary>
    public static bool operator !=(Notes left, Notes right) => !left.Equals(right);
}
