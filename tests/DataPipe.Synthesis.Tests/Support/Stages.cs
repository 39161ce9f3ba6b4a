using DataPipe.Core.Catalogues;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Synthesis.Instructions;
using DataPipe.Teachers;
using DataPipe.Testing;

namespace DataPipe.Synthesis.Tests.Support;

/// <summary>Makes stages through the catalogue, as a pipeline does.</summary>
internal static class Stages
{
    public static InMemorySetup Setup(params (string Name, TeacherOptions Options)[] teachers)
    {
        var setup = new InMemorySetup();
        foreach (var (name, options) in teachers) setup.Resources[("teachers", name)] = options;
        return setup;
    }

    public static IStage Create(string name, object options, InMemorySetup setup, ITeacherSource teachers)
    {
        var stage = SynthesisCatalogue.Entries(teachers, new EmbedderShelf()).Stages.Single(s => s.Name == name).Create(options, setup);
        setup.Faults.ThrowIfAny();
        return stage;
    }

    /// <summary>A prompt that the repository ships.</summary>
    public static FilePattern Shipped(string name) => new($"prompts/{name}.md", Repository.Pipelines);

    public static SelfInstructOptions WithShippedPrompts(this SelfInstructOptions options) => options with
    {
        TasksPrompt = Shipped("self-instruct-tasks"),
        ClassificationPrompt = Shipped("self-instruct-classification"),
        InputFirstPrompt = Shipped("self-instruct-input-first"),
        OutputFirstPrompt = Shipped("self-instruct-output-first"),
    };

    public static Sample Seed(string id, string instruction) => new(
        id, [new ChatMessage("user", instruction), new ChatMessage("assistant", "done")], new TaskLabel("", instruction, "", false, 0), Provenance.Human("seed-tasks"));

    public static Sample Question(string id, string text) => new(
        id, [new ChatMessage("user", text)], new TaskLabel("", text, "", false, 0), Provenance.Human("prompts"));

    /// <summary>Ten seeds that have few words in common.</summary>
    public static IReadOnlyList<Sample> Seeds { get; } =
    [
        Seed("seed-1", "Write a short poem about the first snow of winter."),
        Seed("seed-2", "Explain how a bicycle stays upright while it moves."),
        Seed("seed-3", "Decide whether the following review is positive or negative."),
        Seed("seed-4", "Translate this proverb into plain modern English:"),
        Seed("seed-5", "List five healthy snacks for a long train journey."),
        Seed("seed-6", "Rewrite the given paragraph so that a child understands it."),
        Seed("seed-7", "Calculate the area of a triangle with these sides."),
        Seed("seed-8", "Suggest three names for a bakery near the harbour."),
        Seed("seed-9", "Summarize the letter below in one sentence."),
        Seed("seed-10", "Which of these animals does not belong with the others?"),
    ];
}
