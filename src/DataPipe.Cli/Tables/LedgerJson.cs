using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using DataPipe.Teachers.Ledger;

namespace DataPipe.Cli.Tables;

/// <summary>A ledger for machines.</summary>
internal static class LedgerJson
{
    public static JsonObject Of(CallLedger ledger, LedgerSummary summary) => new()
    {
        ["ledger"] = ledger.Folder,
        ["segments"] = summary.Segments, ["bytes"] = summary.Bytes, ["requests"] = summary.Requests,
        ["answers"] = summary.Tallies.Sum(t => t.Answers), ["non_answers"] = summary.Tallies.Sum(t => t.NonAnswers),
        ["calls"] = Array(summary.Tallies, tally => new JsonObject
        {
            ["teacher"] = tally.Teacher, ["model"] = tally.Model, ["run"] = tally.Scope.Run, ["stage"] = tally.Scope.Stage, ["simulated"] = tally.Simulated,
            ["answers"] = tally.Answers, ["non_answers"] = tally.NonAnswers, ["input_tokens"] = tally.InputTokens, ["cached_input_tokens"] = tally.CachedInputTokens,
            ["output_tokens"] = tally.OutputTokens, ["cost"] = Text(tally.Cost), ["currency"] = tally.Currency, ["unpriced"] = tally.Unpriced,
        }),
        ["settled"] = Array(summary.Settled, s => Amount(new JsonObject { ["run"] = s.Scope.Run, ["stage"] = s.Scope.Stage }, s.Currency, s.Amount)),
        ["reserved"] = Array(summary.Reserved, r => Amount([], r.Currency, r.Amount)),
        ["damage"] = Array(summary.Damage, Damage),
    };

    public static JsonObject Of(LedgerCheck check) => new()
    {
        ["sound"] = check.IsSound, ["records"] = check.Records, ["answers"] = check.Answers,
        ["damage"] = Array(check.Damage, Damage), ["faults"] = new JsonArray([.. check.Faults.Select(f => (JsonNode)f)]),
    };

    public static JsonObject Of(IReadOnlyList<LedgerEntry> entries, string? request) => new()
    {
        ["key"] = entries[0].Key.ToString(),
        ["request"] = request is null ? null : JsonNode.Parse(request),
        ["entries"] = Array(entries, entry =>
        {
            var line = new System.Buffers.ArrayBufferWriter<byte>();
            EntryLines.Write(line, entry, null);
            return JsonNode.Parse(Encoding.UTF8.GetString(line.WrittenSpan))!;
        }),
    };

    private static JsonObject Damage(LedgerDamage damage) => new() { ["file"] = damage.File, ["offset"] = damage.Offset, ["bytes"] = damage.Bytes, ["torn_tail"] = damage.IsTornTail };

    private static JsonObject Amount(JsonObject json, string currency, Spend amount)
    {
        json["cost"] = Text(amount.Cost);
        json["currency"] = currency;
        json["tokens"] = amount.Tokens;
        return json;
    }

    // As text: a reader of JSON numbers may round.
    private static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode> node) => new([.. items.Select(node)]);
}
