using DataPipe.Core.Faults;
using DataPipe.Core.Stages;

namespace DataPipe.Curation.Semantic;

/// <summary>Whether the vectors of all parts, which are shards or buckets of ids, have one length.</summary>
internal static class PartDimensions
{
    /// <summary>Numbers of a vector; 0 when there is none.</summary>
    /// <exception cref="FaultException">DP1161: the parts differ.</exception>
    internal static async ValueTask<int> FindAsync(ITaskContext context, int parts, CancellationToken cancellation)
    {
        var (dimensions, first) = (0, 0);
        for (var part = 0; part < parts; part++)
            foreach (var work in context.FindWork(SemanticWork.Collect, part, SemanticWork.Vectors))
            {
                await using var vectors = await VectorReader.OpenAsync(context, work, cancellation);
                if (dimensions == 0) (dimensions, first) = (vectors.Dimensions, part);
                else if (vectors.Dimensions != 0 && vectors.Dimensions != dimensions)
                    throw new FaultException("DP1161", $"the vectors of part {part} of the documents have {vectors.Dimensions} numbers, those of part {first} {dimensions}: vectors of different models cannot be compared; embed all documents with one model", null);
            }

        return dimensions;
    }
}
