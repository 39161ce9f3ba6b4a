namespace DataPipe.Parquet.Rows;

/// <summary>What a field of the schema means to a reader of values.</summary>
internal enum ShapeKind
{
    Leaf,
    Struct,
    List,
    Map,
}
