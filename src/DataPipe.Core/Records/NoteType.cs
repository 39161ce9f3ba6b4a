namespace DataPipe.Core.Records;

/// <summary>Type of an annotation column.</summary>
public enum NoteType
{
    /// <summary>64-bit integer.</summary>
    Integer,

    /// <summary>64-bit floating point number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A list of 32-bit floating point numbers, such as an embedding.</summary>
    Vector,
}
