using System.Globalization;
using System.Text.Json;
using DataPipe.Core.Records;

namespace DataPipe.Cli.Querying;

/// <summary>A random sample of records: those whose ids, or positions where they have none, hash lowest with a seed, in one pass and bounded memory.</summary>
internal static class RandomSample
{
    /// <summary>Records looked at before a sample without a condition is taken as good enough.</summary>
    public const int EnoughRecords = 200_000;

    /// <summary>The sample in the order of its hashes, how many records were looked at, and how many met the condition.</summary>
    public static async Task<(IReadOnlyList<JsonElement> Records, long Seen, long Matched)> TakeAsync(
        IAsyncEnumerable<JsonElement> records, Condition? condition, int size, long seed, CancellationToken cancellation)
    {
        var lowest = new PriorityQueue<JsonElement, ulong>(Comparer<ulong>.Create((a, b) => b.CompareTo(a)));
        var (seen, matched) = (0L, 0L);
        await foreach (var record in records.WithCancellation(cancellation))
        {
            seen++;
            if (condition?.Holds(record) == false) continue;
            matched++;
            if (size > 0)
            {
                var rank = Chance.Bits(IdOf(record) ?? seen.ToString(CultureInfo.InvariantCulture), seed);
                if (lowest.Count < size) lowest.Enqueue(record, rank);
                else lowest.EnqueueDequeue(record, rank);
            }

            if (condition is null && seen >= EnoughRecords) break;
        }

        List<JsonElement> sample = [];
        while (lowest.TryDequeue(out var record, out _)) sample.Add(record);
        sample.Reverse();
        return (sample, seen, matched);
    }

    private static string? IdOf(JsonElement record) => record.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
}
