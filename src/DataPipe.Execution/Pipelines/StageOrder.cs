using DataPipe.Core.Faults;

namespace DataPipe.Execution.Pipelines;

/// <summary>Puts stages into an order in which every one comes after those it reads.</summary>
internal static class StageOrder
{
    /// <summary>The order: written order as far as the arrows allow. Unknown names and circles are faults.</summary>
    public static IReadOnlyList<StageDefinition> Of(IReadOnlyList<StageDefinition> stages, FaultList faults)
    {
        var byName = stages.ToDictionary(s => s.Name);
        List<StageDefinition> order = [];
        HashSet<string> done = [];
        foreach (var stage in stages) Visit(stage, byName, order, done, [], faults);
        return order;
    }

    private static void Visit(
        StageDefinition stage, Dictionary<string, StageDefinition> byName, List<StageDefinition> order, HashSet<string> done, List<string> path, FaultList faults)
    {
        if (done.Contains(stage.Name)) return;
        path.Add(stage.Name);
        foreach (var from in stage.From)
        {
            var start = path.IndexOf(from.Value);
            if (start >= 0)
                faults.Add("DP1015", $"stages read each other in a circle: {string.Join(" <- ", path.Skip(start).Append(from.Value))}", from.At);
            else if (byName.TryGetValue(from.Value, out var input))
                Visit(input, byName, order, done, path, faults);
            else
                faults.Add("DP1016", $"no stage is named '{from.Shown}'{NearestName.Hint(from.Value, byName.Keys)}", from.At);
        }

        path.RemoveAt(path.Count - 1);
        if (done.Add(stage.Name)) order.Add(stage);
    }
}
