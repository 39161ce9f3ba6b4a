using DataPipe.Core.Datasets;
using DataPipe.Core.Records;

namespace DataPipe.Core.Catalogues;

/// <summary>The schema of a stage that reads several datasets as one.</summary>
public static class InputSchema
{
    /// <summary>The schema that all inputs share; another one is fault DP1017.</summary>
    public static DatasetSchema Common(IStageSetup setup)
    {
        if (setup.Inputs.Count == 0) return DatasetSchema.Of(RecordType.Document);
        var first = setup.Inputs[0];
        foreach (var other in setup.Inputs.Skip(1))
        {
            if (other.Schema.Notes.Select(n => (n.Name, n.Type)).SequenceEqual(first.Schema.Notes.Select(n => (n.Name, n.Type)))) continue;
            setup.Faults.Add(
                "DP1017",
                $"the datasets '{first.Name}' and '{other.Name}' have other columns: {Names(first.Schema)} and {Names(other.Schema)}; give both the same steps, in the same order",
                setup.At("from"));
        }

        return first.Schema;
    }

    private static string Names(DatasetSchema schema) => schema.Notes.Count == 0 ? "none" : string.Join(", ", schema.Notes.Select(n => n.Name));
}
