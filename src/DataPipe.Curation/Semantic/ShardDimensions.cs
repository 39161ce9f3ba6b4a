using DataPipe.Core.Faults;
using DataPipe.Core.Stages;

namespace DataPipe.Curation.Semantic;

/// <summary>Whether the vectors of all shards have one length.</summary>
internal static class ShardDimensions
{
    /// <summary>Numbers of a vector; 0 when there is none.</summary>
    /// <exception cref="FaultException">DP1141: the shards differ.</exception>
    internal static async ValueTask<int> FindAsync(ITaskContext context, int shards, CancellationToken cancellation)
    {
        var (dimensions, first) = (0, 0);
        for (var shard = 0; shard < shards; shard++)
            foreach (var work in context.FindWork(SemanticWork.Collect, shard, SemanticWork.Vectors))
            {
                await using var vectors = await VectorReader.OpenAsync(context, work, cancellation);
                if (dimensions == 0) (dimensions, first) = (vectors.Dimensions, shard);
                else if (vectors.Dimensions != 0 && vectors.Dimensions != dimensions)
                    throw new FaultException("DP1141", $"the vectors of input shard {shard} have {vectors.Dimensions} numbers, those of shard {first} {dimensions}: vectors of different models cannot be compared; embed all documents with one model", null);
            }

        return dimensions;
    }
}
