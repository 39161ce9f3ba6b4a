using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;

namespace DataPipe.Curation.Mixing;

/// <summary>What the options of a mixture must fulfil.</summary>
internal static class MixOptionRules
{
    internal static void Check(MixOptions options, IStageSetup setup)
    {
        if (options.Weights is null == options.Epochs is null)
        {
            setup.Faults.Add("DP1123", "stage 'mix' takes either weights or epochs, a mapping of dataset names to numbers", setup.At("weights"));
            return;
        }

        var option = options.Weights is null ? "epochs" : "weights";
        var shares = options.Weights ?? options.Epochs!;
        if (options.Epochs is not null && options.Tokens is not null)
            setup.Faults.Add("DP1123", "stage 'mix' has both epochs and tokens: epochs decide how many tokens there are; use weights with tokens", setup.At("tokens"));
        foreach (var (name, value) in shares.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (setup.Inputs.All(i => i.Name != name))
                setup.Faults.Add("DP1121", $"{option} of stage 'mix' name '{name}', which is not in from{NearestName.Hint(name, setup.Inputs.Select(i => i.Name))}", setup.At(option));
            if (!(value > 0) || !double.IsFinite(value))
                setup.Faults.Add("DP1123", $"{option} of '{name}' must be a positive number", setup.At(option));
        }

        foreach (var input in setup.Inputs)
            if (!shares.ContainsKey(input.Name))
                setup.Faults.Add("DP1122", $"dataset '{input.Name}' has no entry in {option} of stage 'mix': give it one or take it out of from", setup.At(option));
    }
}
