namespace DataPipe.Parquet.Format;

/// <summary>What a page holds; the numbers are those of the format.</summary>
internal enum PageType
{
    Data = 0,
    Index = 1,
    Dictionary = 2,
    DataV2 = 3,
}
