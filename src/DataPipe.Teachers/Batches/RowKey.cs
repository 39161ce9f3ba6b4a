using DataPipe.Teachers.Ledger;

namespace DataPipe.Teachers.Batches;

/// <summary>What a row of a batch is known by: the request and the number of answers that are wanted. Ordered.</summary>
internal readonly record struct RowKey(RequestKey Request, int Samples) : IComparable<RowKey>
{
    public int CompareTo(RowKey other) => Request.CompareTo(other.Request) is not 0 and var order ? order : Samples.CompareTo(other.Samples);

    public override int GetHashCode() => (int)Request.Leading ^ Samples;
}
