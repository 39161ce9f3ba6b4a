using System.Globalization;
using System.Text.Json.Nodes;
using DataPipe.Cli.Costing;

namespace DataPipe.Cli.Tables;

/// <summary>What teachers will cost, for machines.</summary>
internal static class AskJson
{
    public static JsonArray Of(IReadOnlyList<AskCost> costs) => new([.. costs.Select(c => (JsonNode)new JsonObject
    {
        ["stage"] = c.Stage, ["teacher"] = c.Ask.Teacher, ["provider"] = c.Teacher.Provider, ["model"] = c.Teacher.Model, ["endpoint_host"] = c.Teacher.EndpointHost,
        ["simulated"] = c.Teacher.Simulated, ["asks_for"] = c.Ask.What, ["by_batch"] = c.InBatch,
        ["requests_expected"] = c.Ask.Expected?.Requests, ["requests_at_most"] = c.Ask.AtMost?.Requests, ["answers_expected"] = c.Ask.Expected is { } expected ? expected.Requests * expected.Samples : null,
        ["tokens_expected"] = c.Expected?.Tokens, ["tokens_at_most"] = c.AtMost?.Tokens,
        ["cost_expected"] = Text(c.ExpectedCost), ["cost_at_most"] = Text(c.CostAtMost), ["currency"] = c.Currency,
        ["price_source"] = c.Price.Source, ["price_as_of"] = c.Price.AsOf?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["mean_output_tokens"] = c.MeanOutputTokens,
    })]);

    public static JsonArray Of(IReadOnlyList<CapCheck> caps) => new([.. caps.Select(c => (JsonNode)new JsonObject
    {
        ["option"] = c.Option, ["of"] = c.Of, ["currency"] = c.Currency, ["most"] = Text(c.Most), ["expected"] = Text(c.Expected), ["at_most"] = Text(c.AtMost), ["passed"] = c.IsPassed,
    })]);

    // As text: a reader of JSON numbers may round.
    private static string? Text(decimal? amount) => amount?.ToString(CultureInfo.InvariantCulture);
}
