using System.Text.Json.Nodes;
using DataPipe.Core.Stages;
using DataPipe.Execution.Runs;

namespace DataPipe.Cli.Tables;

/// <summary>Funnels for machines.</summary>
internal static class FunnelJson
{
    public static JsonObject Of(DatasetReceipt receipt) => new()
    {
        ["stage"] = receipt.Stage, ["use"] = receipt.Use, ["record"] = receipt.Schema.Type.ToString().ToLowerInvariant(), ["fingerprint"] = receipt.Fingerprint,
        ["shards"] = receipt.Shards.Count, ["bytes"] = receipt.Bytes, ["tokenizer"] = receipt.Tokenizer, ["tally"] = Of(receipt.Tally),
    };

    public static JsonObject Of(Tally tally) => new()
    {
        ["records_in"] = tally.RecordsIn, ["tokens_in"] = tally.TokensIn, ["bytes_in"] = tally.BytesIn, ["records_out"] = tally.RecordsOut, ["tokens_out"] = tally.TokensOut,
        ["dropped"] = new JsonArray([.. tally.Dropped.Select(d => (JsonNode)new JsonObject { ["step"] = d.Step, ["reason"] = d.Reason, ["records"] = d.Records, ["tokens"] = d.Tokens })]),
        ["warnings"] = new JsonArray([.. tally.Warnings.Select(w => (JsonNode)new JsonObject { ["kind"] = w.Kind, ["count"] = w.Count, ["examples"] = new JsonArray([.. w.Examples.Select(e => (JsonNode)e)]) })]),
    };
}
