using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Stages;

namespace DataPipe.Synthesis.Files;

/// <summary>Intermediate rows between the phases of a stage: one JSON object a line.</summary>
internal static class JsonLines
{
    private static readonly byte[] LineEnd = [(byte)'\n'];

    /// <summary>Writes rows as a work file under a name; also when there are none, so that the phase is seen to have run.</summary>
    public static async Task WriteAsync<T>(ITaskContext context, string name, IReadOnlyList<T> rows, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        await using var writer = await context.CreateWorkFileAsync(cancellation);
        foreach (var row in rows)
        {
            await JsonSerializer.SerializeAsync(writer.Stream, row, type, cancellation);
            await writer.Stream.WriteAsync(LineEnd, cancellation);
        }

        await context.CommitWorkAsync(writer, name, cancellation);
    }

    /// <summary>Reads the rows of work files in order.</summary>
    /// <exception cref="FaultException">DP3007: a file holds something else.</exception>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        ITaskContext context, IReadOnlyList<Shard> files, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var file in files)
        {
            await using var stream = await context.OpenWorkAsync(file, cancellation);
            await using var rows = JsonSerializer.DeserializeAsyncEnumerable(stream, type, topLevelValues: true, cancellation).GetAsyncEnumerator(cancellation);
            while (await NextAsync(rows, file.Name)) yield return rows.Current ?? throw Damaged(file.Name, null);
        }
    }

    private static async ValueTask<bool> NextAsync<T>(IAsyncEnumerator<T?> rows, string file)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (JsonException damage)
        {
            throw Damaged(file, damage);
        }
    }

    private static FaultException Damaged(string file, JsonException? cause) =>
        new("DP3007", $"the work file '{file}' is damaged: {cause?.Message ?? "a row is null"}; delete the stage's folder and run again", cause);
}
