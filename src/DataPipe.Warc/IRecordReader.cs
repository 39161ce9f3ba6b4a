namespace DataPipe.Warc;

/// <summary>Reads the records of one format from front to back.</summary>
internal interface IRecordReader
{
    /// <summary>Whether anything that begins a record was found.</summary>
    bool SawRecord { get; }

    /// <summary>Moves to the start of the next record; false at the end of the file.</summary>
    ValueTask<bool> FindStartAsync(CancellationToken cancellation);

    /// <summary>Reads the record that begins here; null when its header cannot be used, or its type is not asked for.</summary>
    ValueTask<WarcRecord?> ReadAsync(CancellationToken cancellation);
}
