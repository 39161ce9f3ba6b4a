namespace DataPipe.Parquet.Format;

/// <summary>How the bounds of a chunk's pages follow one another; the numbers are those of the format.</summary>
internal enum BoundaryOrder
{
    /// <summary>In no order.</summary>
    Unordered = 0,

    /// <summary>Neither minima nor maxima ever fall; pages of nulls are left out of account.</summary>
    Ascending = 1,

    /// <summary>Neither minima nor maxima ever rise; pages of nulls are left out of account.</summary>
    Descending = 2,
}
