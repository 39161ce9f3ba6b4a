using System.Runtime.InteropServices;
using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;
using DataPipe.Text.Hashing;
using DataPipe.Text.Vectors;

namespace DataPipe.Curation.Semantic;

/// <summary>The centres of the clusters: of length 1, so that the nearest is the one of the largest cosine (spherical k-means: Dhillon and Modha 2001).</summary>
/// <param name="Dimensions">Numbers of a vector.</param>
/// <param name="Values">The vectors, [clusters x dimensions].</param>
internal sealed record Centres(int Dimensions, float[] Values)
{
    internal int Count => Dimensions == 0 ? 0 : Values.Length / Dimensions;

    /// <summary>The centres that a round starts from: before the first the first different vectors of the sample, later the means of the round before, summed in one order.</summary>
    internal static ValueTask<Centres> LoadAsync(ITaskContext context, int round, int chunks, int clusters, CancellationToken cancellation) =>
        round == 1 ? SeedAsync(context, chunks, clusters, cancellation) : MeanAsync(context, SemanticWork.Round(round - 1), chunks, cancellation);

    private static async ValueTask<Centres> SeedAsync(ITaskContext context, int chunks, int clusters, CancellationToken cancellation)
    {
        HashSet<ContentHash> seen = [];
        List<float> seeds = [];
        var dimensions = 0;
        for (var chunk = 0; chunk < chunks && seen.Count < clusters; chunk++)
            foreach (var work in context.FindWork(SemanticWork.Sample, chunk, SemanticWork.Rows))
            {
                await using var reader = await VectorReader.OpenAsync(context, work, cancellation);
                if (reader.Dimensions > 0) dimensions = reader.Dimensions;
                while (seen.Count < clusters && await reader.NextBlockAsync(cancellation))
                    while (seen.Count < clusters && reader.TryRead(out _, out var vector))
                        if (seen.Add(ContentHash.Of(MemoryMarshal.AsBytes(vector))))
                            seeds.AddRange(vector);
            }

        return new Centres(dimensions, [.. seeds]);
    }

    private static async ValueTask<Centres> MeanAsync(ITaskContext context, string phase, int chunks, CancellationToken cancellation)
    {
        Centres? before = null;
        double[] sums = [];
        for (var chunk = 0; chunk < chunks; chunk++)
            foreach (var work in context.FindWork(phase, chunk, SemanticWork.Sums))
            {
                await using var file = await WorkEntries.OpenAsync<ulong>(context, work, cancellation);
                before ??= await ReadCentresAsync(file, cancellation);
                if (sums.Length == 0) sums = new double[before.Values.Length];
                await AddAsync(file, sums, cancellation);
            }

        if (before is null) return new Centres(0, []);
        var means = (float[])before.Values.Clone();
        var mean = new float[before.Dimensions];
        for (var at = 0; at < means.Length; at += mean.Length)
        {
            for (var i = 0; i < mean.Length; i++) mean[i] = (float)sums[at + i];
            if (UnitVector.TryNormalise(mean)) mean.CopyTo(means, at); // a cluster without vectors stays where it was
        }

        return before with { Values = means };
    }

    // The sums file: dimensions; centres, two numbers a word; sums, one a word.
    internal async ValueTask WriteAsync(EntryWriter<ulong> file, double[] sums, CancellationToken cancellation)
    {
        file.BeginSection();
        await file.WriteAsync((ulong)Dimensions, cancellation);
        file.BeginSection();
        var words = new ulong[(Values.Length + 1) / 2];
        Values.AsSpan().CopyTo(MemoryMarshal.Cast<ulong, float>(words.AsSpan()));
        await file.WriteAsync(words, cancellation);
        file.BeginSection();
        foreach (var sum in sums) await file.WriteAsync(BitConverter.DoubleToUInt64Bits(sum), cancellation);
    }

    private static async ValueTask<Centres> ReadCentresAsync(EntryReader<ulong> file, CancellationToken cancellation)
    {
        file.Select(0);
        var dimensions = await file.NextBlockAsync(cancellation) ? (int)file.Block.Span[0] : 0;
        List<ulong> words = [];
        file.Select(1);
        while (await file.NextBlockAsync(cancellation)) words.AddRange(file.Block.Span);
        var numbers = MemoryMarshal.Cast<ulong, float>(CollectionsMarshal.AsSpan(words));
        return new Centres(dimensions, dimensions == 0 ? [] : numbers[..(numbers.Length / dimensions * dimensions)].ToArray());
    }

    private static async ValueTask AddAsync(EntryReader<ulong> file, double[] sums, CancellationToken cancellation)
    {
        file.Select(2);
        for (var at = 0; await file.NextBlockAsync(cancellation); at += file.Block.Length)
            for (var i = 0; i < file.Block.Length; i++)
                sums[at + i] += BitConverter.UInt64BitsToDouble(file.Block.Span[i]);
    }
}
