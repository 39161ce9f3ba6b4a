using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Synthesis.Asking;

namespace DataPipe.Synthesis.Recipes;

/// <summary>A way of making samples with teachers: what is asked about one thing, and what comes of the replies. All else (tasks, resume, provenance, counting) is <see cref="RecipeStage{TSeed}"/>.</summary>
/// <typeparam name="TSeed">What one turn starts from: a record, or a draw from a pool.</typeparam>
internal interface IRecipe<TSeed>
{
    /// <summary>Name of the recipe in provenance.</summary>
    string Name { get; }

    /// <summary>The teachers that it asks, by their places in an <see cref="Interview"/>.</summary>
    IReadOnlyList<TeacherUse> Teachers { get; }

    /// <summary>Annotations of what it makes.</summary>
    IReadOnlyList<NoteColumn> Columns { get; }

    /// <summary>Names of what drops in it, in their order.</summary>
    IReadOnlyList<string> Steps { get; }

    /// <summary>Asks about one seed and gives all that came of it, at least one: what is no good is there with its reason, so that nothing is lost and every call counts.</summary>
    Task<IReadOnlyList<Made>> MakeAsync(TSeed seed, Interview interview, CancellationToken cancellation);

    /// <summary>What it asks, one line a teacher and kind of request.</summary>
    /// <param name="seeds">How many seeds there are and how large; null while they are unknown.</param>
    IReadOnlyList<AskPlan> Asks(SeedVolume? seeds);
}
