using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Tests.Support;

/// <summary>What recipes plan to ask, of inputs of twenty samples or documents whose sizes bound those of <see cref="RecipeRuns"/>.</summary>
internal static class RecipePlans
{
    public static async Task<IReadOnlyList<AskPlan>> OfAsync(string recipe)
    {
        var stage = (IAskingStage)Stages.Create(recipe.Split('-')[0], RecipeRuns.Options(recipe), Stages.Setup(("teacher", new TeacherOptions())), new TeacherShelf());
        var text = new string('x', 2000);
        IReadOnlyList<StageInput> inputs = recipe is "grid" or "magpie" ? [] : [new StageInput("in", DatasetSchema.Of(recipe == "grounded" ? RecordType.Document : RecordType.Sample), [new Shard("in", 1, "", 20, 0)])];
        return await stage.AsksAsync(inputs, new Records(text), CancellationToken.None);
    }

    private sealed class Records(string text) : IInputRecords
    {
        public async IAsyncEnumerable<Batch<T>> ReadAsync<T>(TaskInput input, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation) where T : class, IRecord<T>
        {
            await Task.Yield();
            for (var i = 0; i < 20; i++)
            {
                object record = T.Type == RecordType.Document ? new Document($"d{i}", Utf8Text.From(text), "s") : Stages.Seed($"s{i}", text);
                yield return new Batch<T>([(T)record], 1);
            }
        }
    }
}
