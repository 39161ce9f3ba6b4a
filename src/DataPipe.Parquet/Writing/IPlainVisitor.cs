namespace DataPipe.Parquet.Writing;

/// <summary>Is shown the present values of a page or dictionary.</summary>
internal interface IPlainVisitor
{
    /// <summary>Looks at values in the PLAIN encoding of their column.</summary>
    void Visit(ReadOnlySpan<byte> plain, int count);
}
