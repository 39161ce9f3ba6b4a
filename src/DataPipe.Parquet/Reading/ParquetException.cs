namespace DataPipe.Parquet.Reading;

/// <summary>A file is not Parquet, is damaged, or uses what this library does not read. The message names the place.</summary>
public sealed class ParquetException : Exception
{
    /// <summary>Describes the fault and its place; parts that are not known are null.</summary>
    public ParquetException(
        string reason, string file, string? column, int? rowGroup, int? page, long? offsetBytes, Exception? innerException)
        : base(Describe(reason, file, column, rowGroup, page, offsetBytes), innerException)
    {
        Reason = reason;
        File = file;
        Column = column;
        RowGroup = rowGroup;
        Page = page;
        OffsetBytes = offsetBytes;
    }

    /// <summary>The fault without its place.</summary>
    public string Reason { get; }

    /// <summary>Name of the file, as the caller gave it.</summary>
    public string File { get; }

    /// <summary>Dotted path of the leaf column, or null.</summary>
    public string? Column { get; }

    /// <summary>Number of the row group from 0, or null.</summary>
    public int? RowGroup { get; }

    /// <summary>Number of the page within the column chunk from 0, a dictionary counted, or null.</summary>
    public int? Page { get; }

    /// <summary>Offset in the file of the page's header or of the faulty part, or null.</summary>
    public long? OffsetBytes { get; }

    private static string Describe(string reason, string file, string? column, int? rowGroup, int? page, long? offsetBytes)
    {
        var place = file;
        if (column is not null)
            place += $", column {column}";
        if (rowGroup is not null)
            place += $", row group {rowGroup}";
        if (page is not null)
            place += $", page {page}";
        if (offsetBytes is not null)
            place += $", offset {offsetBytes}";
        return $"{place}: {reason}";
    }
}
