namespace DataPipe.Core.Records;

/// <summary>One immutable row: a <see cref="Document"/>, <see cref="Sample"/> or <see cref="Preference"/>.</summary>
/// <typeparam name="TSelf">The record type itself.</typeparam>
public interface IRecord<TSelf> where TSelf : class, IRecord<TSelf>
{
    /// <summary>Which of the record types this is.</summary>
    static abstract RecordType Type { get; }

    /// <summary>Identity derived from the record's origin (URL, archive offset, content), never from its position.</summary>
    string Id { get; }

    /// <summary>Tokens of the text, as <see cref="ITokenCounter"/> last counted them; 0 before.</summary>
    long Tokens { get; }

    /// <summary>About how much memory the text takes, in bytes of UTF-8.</summary>
    long SizeBytes { get; }

    /// <summary>Values of the dataset's declared annotation columns, in their order.</summary>
    Notes Notes { get; }

    /// <summary>The same record with other annotation values.</summary>
    TSelf WithNotes(Notes notes);

    /// <summary>The same record with its tokens counted anew.</summary>
    TSelf CountTokens(ITokenCounter counter);
}
