namespace DataPipe.Core.Records;

/// <summary>One annotation value: absent, or of its column's <see cref="NoteType"/>. Holds no boxed value.</summary>
public readonly record struct NoteValue
{
    private readonly long _bits;
    private readonly object? _reference;
    private readonly bool _present;

    private NoteValue(long bits, object? reference)
    {
        _bits = bits;
        _reference = reference;
        _present = true;
    }

    /// <summary>No value.</summary>
    public static NoteValue Absent => default;

    /// <summary>Whether there is a value.</summary>
    public bool HasValue => _present;

    /// <summary>The value of an integer column.</summary>
    public long Integer => _bits;

    /// <summary>The value of a number column.</summary>
    public double Number => BitConverter.Int64BitsToDouble(_bits);

    /// <summary>The value of a Boolean column.</summary>
    public bool Boolean => _bits != 0;

    /// <summary>The value of a text column.</summary>
    public string? Text => _reference as string;

    /// <summary>The value of a vector column, [dimensions] numbers; it must not be changed.</summary>
    public float[]? Vector => _reference as float[];

    /// <summary>A value for an integer column.</summary>
    public static NoteValue Of(long value) => new(value, null);

    /// <summary>A value for a number column.</summary>
    public static NoteValue Of(double value) => new(BitConverter.DoubleToInt64Bits(value), null);

    /// <summary>A value for a Boolean column.</summary>
    public static NoteValue Of(bool value) => new(value ? 1 : 0, null);

    /// <summary>A value for a text column; null is absent.</summary>
    public static NoteValue Of(string? value) => value is null ? Absent : new(0, value);

    /// <summary>A value for a vector column, which is not copied; null and a vector without numbers are absent.</summary>
    public static NoteValue Of(float[]? value) => value is null or [] ? Absent : new(0, value);

    /// <summary>Same value; of vectors the same numbers.</summary>
    public bool Equals(NoteValue other) =>
        _bits == other._bits && _present == other._present
        && (_reference is float[] vector ? other._reference is float[] theirs && vector.AsSpan().SequenceEqual(theirs) : Equals(_reference, other._reference));

    /// <inheritdoc/>
    public override int GetHashCode() => _present ? HashCode.Combine(_bits, _reference is float[] vector ? vector.Length : _reference?.GetHashCode() ?? 0) : 0;
}
