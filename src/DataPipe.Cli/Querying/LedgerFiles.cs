using System.Buffers;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Writing;
using DataPipe.Teachers.Ledger;

namespace DataPipe.Cli.Querying;

/// <summary>A ledger's entries as a file of their own.</summary>
internal static class LedgerFiles
{
    // Prices have at most four digits behind the point, and cost is price by million: twelve digits hold every cost to the last.
    private const int CostPrecision = 28;
    private const int CostScale = 12;

    private static readonly SchemaNode[] Columns =
    [
        SchemaNode.String("key"), SchemaNode.Int32("sample"), SchemaNode.String("outcome"), SchemaNode.TimestampMicros("time"),
        SchemaNode.String("teacher"), SchemaNode.String("provider"), SchemaNode.String("model"), SchemaNode.Boolean("simulated"),
        SchemaNode.String("text", optional: true), SchemaNode.String("reasoning", optional: true), SchemaNode.String("finish", optional: true), SchemaNode.String("reason", optional: true),
        SchemaNode.Int64("input_tokens"), SchemaNode.Int64("cached_input_tokens"), SchemaNode.Int64("output_tokens"), SchemaNode.Int64("reasoning_tokens"),
        SchemaNode.Decimal("cost", CostPrecision, CostScale, optional: true), SchemaNode.String("currency", optional: true),
        SchemaNode.Double("latency_seconds"), SchemaNode.Int32("attempts"), SchemaNode.String("request_id", optional: true),
        SchemaNode.String("run"), SchemaNode.String("stage"), SchemaNode.String("request", optional: true), SchemaNode.String("entry"),
    ];

    /// <summary>One JSON object a line, as <c>ledger import</c> reads it.</summary>
    public static Task<long> WriteLinesAsync(CallLedger ledger, string path, CancellationToken cancellation) => WholeAsync(path, async file =>
    {
        var (buffer, entries) = (new ArrayBufferWriter<byte>(), 0L);
        foreach (var entry in ledger.Entries())
        {
            buffer.ResetWrittenCount();
            EntryLines.Write(buffer, entry, ledger.FindRequest(entry.Key));
            await file.WriteAsync(buffer.WrittenMemory, cancellation);
            entries++;
        }

        return entries;
    });

    /// <summary>One row an entry; the column <c>entry</c> holds it whole, with log-probabilities and tool calls, as JSON.</summary>
    public static Task<long> WriteParquetAsync(CallLedger ledger, string path, CancellationToken cancellation) => WholeAsync(path, async file =>
    {
        var (buffer, entries) = (new ArrayBufferWriter<byte>(), 0L);
        await using var writer = new ParquetWriter(file, new ParquetSchema(Columns), new ParquetWriterOptions());
        foreach (var entry in ledger.Entries())
        {
            buffer.ResetWrittenCount();
            EntryLines.Write(buffer, entry, null);
            Append(writer, entry, ledger.FindRequest(entry.Key), buffer.WrittenSpan[..^1]);
            writer.EndRow();
            await writer.FlushIfFullAsync(cancellation);
            entries++;
        }

        await writer.FinishAsync(cancellation);
        return entries;
    });

    private static void Append(ParquetWriter writer, LedgerEntry entry, string? request, ReadOnlySpan<byte> json)
    {
        var column = 0;
        Next().Append(entry.Key.ToString());
        Next().Append(entry.Sample);
        Next().Append(entry.Outcome.ToString());
        Next().Append((entry.Time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);
        Next().Append(entry.Teacher);
        Next().Append(entry.Provider);
        Next().Append(entry.Model);
        Next().Append(entry.Simulated);
        Text(entry.Choice?.Text);
        Text(entry.Choice?.Reasoning);
        Text(entry.Choice?.Finish.ToString());
        Text(entry.Reason);
        Next().Append(entry.Usage.InputTokens);
        Next().Append(entry.Usage.CachedInputTokens);
        Next().Append(entry.Usage.OutputTokens);
        Next().Append(entry.Usage.ReasoningTokens);
        if (entry.Cost is { } cost) Next().Append(decimal.Round(cost, CostScale));
        else Next().AppendNull(definition: 0, repetition: 0);
        Text(entry.Currency);
        Next().Append(entry.Latency.TotalSeconds);
        Next().Append(entry.Attempts);
        Text(entry.RequestId);
        Next().Append(entry.Scope.Run);
        Next().Append(entry.Scope.Stage);
        Text(request);
        Next().Append(json);

        ColumnBuffer Next() => writer.Column(column++);

        void Text(string? text)
        {
            if (text is null) Next().AppendNull(definition: 0, repetition: 0);
            else Next().Append(text);
        }
    }

    // The file has its name when it is whole.
    private static async Task<long> WholeAsync(string path, Func<Stream, Task<long>> write)
    {
        var unfinished = path + ".tmp";
        try
        {
            long entries;
            await using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16)) entries = await write(file);
            File.Move(unfinished, path, overwrite: true);
            return entries;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
