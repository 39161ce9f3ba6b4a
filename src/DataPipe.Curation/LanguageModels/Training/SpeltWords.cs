using System.Buffers.Binary;
using DataPipe.Core.Stages;
using DataPipe.Text.LanguageModels;

namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>The words of all shards by their hashes, all in memory: what the ARPA format needs to spell them.</summary>
internal static class SpeltWords
{
    internal static async ValueTask<Dictionary<ulong, byte[]>> ReadAsync(int shards, ITaskContext context, CancellationToken cancellation)
    {
        Dictionary<ulong, byte[]> words = new() { [NgramHash.Start] = "<s>"u8.ToArray(), [NgramHash.End] = "</s>"u8.ToArray(), [NgramHash.Unknown] = "<unk>"u8.ToArray() };
        var length = new byte[sizeof(int)];
        for (var shard = 0; shard < shards; shard++)
            foreach (var work in context.FindWork(EstimateWork.Count, shard, EstimateWork.Words))
            {
                await using var file = new BufferedStream(await context.OpenWorkAsync(work, cancellation), 1 << 16);
                while (await file.ReadAtLeastAsync(length, length.Length, throwOnEndOfStream: false, cancellation) == length.Length)
                {
                    var word = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
                    await file.ReadExactlyAsync(word, cancellation);
                    words.TryAdd(NgramHash.OfWord(word), word);
                }
            }

        return words;
    }
}
