using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Asking;

namespace DataPipe.Synthesis.Embedding;

/// <summary>Makes the stage <c>embed</c> for the records that reach it.</summary>
internal static class EmbedEntry
{
    public const string Name = "embed";

    /// <summary>Makes the stage. A teacher that embeds nothing is fault DP5012, a column that is there already DP1210, inputs of different columns DP1017, preferences DP1346.</summary>
    public static IStage Create(EmbedOptions options, IStageSetup setup, IEmbedderSource embedders)
    {
        var teacher = TeacherUse.Find(setup, options.Teacher, "teacher");
        if (teacher.Options.Kind == "anthropic")
            setup.Faults.Add("DP5012", $"teacher '{options.Teacher}' is of kind anthropic, which offers no embeddings: name one of kind openai, azure-openai or simulated", setup.At("teacher"));
        var schema = InputSchema.Common(setup);
        if (schema.IndexOf(options.Column) >= 0)
            setup.Faults.Add("DP1210", $"the inputs of stage '{setup.Stage}' have a column '{options.Column}' already: give 'column' another name", setup.At("column"));
        schema = schema.With([new NoteColumn(options.Column, NoteType.Vector, $"Embedding of the text by {teacher.Options.Model}.")]);
        var steps = ChainPlan.Build(schema, setup.Steps, setup.Faults);
        if (schema.Type == RecordType.Preference) setup.Faults.Add("DP1346", $"stage '{setup.Stage}' embeds documents and the questions of samples, and preferences reach it", setup.At("from"));
        return schema.Type == RecordType.Sample
            ? new EmbedStage<Sample>(options, teacher, embedders, steps, Question)
            : new EmbedStage<Document>(options, teacher, embedders, steps, d => d.Text.ToString());
    }

    // What a user says, in order; where none does, all that is said.
    private static string Question(Sample sample)
    {
        var asked = sample.Messages.Where(m => m.Role == "user").Select(m => m.Content).ToArray();
        return string.Join("\n\n", asked.Length > 0 ? asked : [.. sample.Messages.Select(m => m.Content)]);
    }
}
