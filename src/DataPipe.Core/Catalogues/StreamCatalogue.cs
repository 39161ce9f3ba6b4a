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
        var steps = ChainPlan.Build(InputSchema.Common(setup), setup.Steps, setup.Faults);
        return steps.Input.Type switch
        {
            RecordType.Document => new StreamStage<Document>(steps),
            RecordType.Sample => new StreamStage<Sample>(steps),
            _ => new StreamStage<Preference>(steps),
        };
    }
}
