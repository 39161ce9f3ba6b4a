using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using DataPipe.Core.Stages;
using DataPipe.Text.Ngrams;

namespace DataPipe.Curation.Decontamination;

/// <summary>The needles as an intermediate file, a JSON object a line: read once from the benchmarks, then by every task. The context verifies its checksum.</summary>
internal static partial class NeedleFile
{
    private const string Name = "needles";
    private const int WriteBytes = 1 << 18;

    /// <summary>Writes them.</summary>
    public static async ValueTask WriteAsync(IReadOnlyList<Needle> needles, ITaskContext context, CancellationToken cancellation)
    {
        await using var file = await context.CreateWorkFileAsync(cancellation);
        var buffer = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(buffer);
        for (var i = 0; i < needles.Count; i++)
        {
            JsonSerializer.Serialize(json, needles[i], Lines.Default.Needle);
            await json.FlushAsync(cancellation);
            json.Reset();
            buffer.Write("\n"u8);
            if (buffer.WrittenCount < WriteBytes && i < needles.Count - 1) continue;
            await file.Stream.WriteAsync(buffer.WrittenMemory, cancellation);
            buffer.ResetWrittenCount();
        }

        await context.CommitWorkAsync(file, Name, cancellation);
    }

    /// <summary>Reads them, and makes the index.</summary>
    public static async ValueTask<(IReadOnlyList<Needle> Needles, NgramIndex Index)> ReadAsync(string phase, OverlapOptions options, ITaskContext context, CancellationToken cancellation)
    {
        List<Needle> needles = [];
        var builder = options.CreateBuilder();
        await using var stream = await context.OpenWorkAsync(context.FindWork(phase, 0, Name)[0], cancellation);
        await foreach (var needle in JsonSerializer.DeserializeAsyncEnumerable(stream, Lines.Default.Needle, topLevelValues: true, cancellation))
        {
            if (needle is null || builder.Add(Encoding.UTF8.GetBytes(needle.Text)) != needles.Count) throw new InvalidDataException("the needles are not those that were written");
            needles.Add(needle);
        }

        return (needles, builder.Build(options.MaxSharing));
    }

    [JsonSerializable(typeof(Needle))]
    [JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true)]
    private sealed partial class Lines : JsonSerializerContext;
}
