using System.Globalization;
using DataPipe.Core.Stages;

namespace DataPipe.Curation.Mixing;

/// <summary>Turns weights into epochs by the tokens that are there.</summary>
internal static class MixShares
{
    // Room for rounding where a target was computed from the limit itself.
    private const double Slack = 1 + 1e-9;

    /// <summary>The share of every input, in their order.</summary>
    internal static IReadOnlyList<MixShare> Of(MixOptions options, IReadOnlyList<StageInput> inputs)
    {
        var tokens = new long[inputs.Count];
        for (var i = 0; i < tokens.Length; i++)
            foreach (var shard in inputs[i].Shards)
                tokens[i] += shard.Tokens;

        if (options.Epochs is not null) return [.. inputs.Select((input, i) => new MixShare(input.Name, tokens[i], options.Epochs[input.Name]))];
        var weights = inputs.Select(input => options.Weights![input.Name]).ToList();
        var sum = weights.Sum();
        // The scarcest dataset: which of them, read as often as allowed, carries the smallest mixture?
        var target = options.Tokens ?? weights.Select((weight, i) => tokens[i] * options.MaxEpochs * sum / weight).Min();
        return [.. inputs.Select((input, i) => new MixShare(input.Name, tokens[i], Epochs(weights[i] / sum * target, tokens[i])))];
    }

    /// <summary>Why the mixture cannot be made, or null.</summary>
    internal static string? Shortfall(MixOptions options, IReadOnlyList<MixShare> shares)
    {
        List<string> scarce = [];
        for (var i = 0; i < shares.Count; i++)
        {
            var share = shares[i];
            if (share.Epochs <= options.MaxEpochs * Slack) continue;
            var missing = share.Tokens * (share.Epochs - options.MaxEpochs);
            scarce.Add(share.Tokens == 0
                ? $"'{share.Name}' has no tokens"
                : Text($"'{share.Name}' has {share.Tokens:N0} tokens and would be read {share.Epochs:0.##} times, {missing:N0} tokens beyond max-epochs {options.MaxEpochs:0.##}"));
        }

        if (scarce.Count == 0) return null;
        var remedy = options.Epochs is null ? "ask for fewer tokens, lower its weight, raise max-epochs, or add text" : "lower its epochs or raise max-epochs";
        return $"the mixture cannot be made: {string.Join("; ", scarce)}: {remedy}";
    }

    private static double Epochs(double wanted, long tokens) => tokens > 0 ? wanted / tokens : double.PositiveInfinity;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
