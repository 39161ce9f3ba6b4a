namespace DataPipe.Parquet.Format;

/// <summary>Where a data page lies.</summary>
/// <param name="Offset">Offset of its header in the file.</param>
/// <param name="Bytes">Bytes in the file, the header included.</param>
/// <param name="FirstRow">Number within the row group of the first row that starts in the page.</param>
internal readonly record struct PageLocation(long Offset, int Bytes, long FirstRow);
