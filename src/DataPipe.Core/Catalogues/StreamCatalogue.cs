using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;

namespace DataPipe.Core.Catalogues;

/// <summary>The one stage that needs no wing: records through steps.</summary>
public static class StreamCatalogue
{
    /// <summary>Its catalogue.</summary>
    public static Catalogue Entries { get; } = new(
        [
            StageEntry.Transform<StreamOptions>("stream", 1, "Runs every record of one or more datasets through the stage's steps.", (1, 64), null, null, true, (_, setup) => Create(setup)),
        ],
        [], []);

    private static IStage Create(IStageSetup setup)
    {
        var input = setup.Inputs[0];
        foreach (var other in setup.Inputs.Skip(1))
            if (!other.Schema.Notes.SequenceEqual(input.Schema.Notes))
                setup.Faults.Add("DP1017", $"'{input.Name}' and '{other.Name}' have different annotation columns: give both the same annotating steps, or stream them apart", setup.At("from"));
        var steps = ChainPlan.Build(input.Schema, setup.Steps, setup.Faults);
        return input.Schema.Type switch
        {
            RecordType.Document => new StreamStage<Document>(steps),
            RecordType.Sample => new StreamStage<Sample>(steps),
            _ => new StreamStage<Preference>(steps),
        };
    }
}
