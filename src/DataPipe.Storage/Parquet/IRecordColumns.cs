using DataPipe.Parquet.Schema;

namespace DataPipe.Storage.Parquet;

/// <summary>How one record type lies in Parquet columns; annotations follow behind.</summary>
internal interface IRecordColumns<T>
{
    /// <summary>The columns, in the order in which <see cref="Write"/> and <see cref="Read"/> visit their leaves.</summary>
    IReadOnlyList<SchemaNode> Columns { get; }

    void Write(T record, RowSink row);

    T Read(RowSource row);
}
