namespace DataPipe.Parquet.Mapping;

/// <summary>The property has no column.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ParquetIgnoreAttribute : Attribute;
