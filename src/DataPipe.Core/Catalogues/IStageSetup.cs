using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;

namespace DataPipe.Core.Catalogues;

/// <summary>What a stage may ask for when it is made: its inputs' schemas, its steps, the files and resources its options name. All it asks for becomes part of its fingerprint.</summary>
public interface IStageSetup
{
    /// <summary>Name of the stage in the pipeline.</summary>
    string Stage { get; }

    /// <summary>Seed of the pipeline.</summary>
    long Seed { get; }

    /// <summary>The datasets named in <c>from</c>, without shards.</summary>
    IReadOnlyList<StageInput> Inputs { get; }

    /// <summary>The steps, bound.</summary>
    IReadOnlyList<StepUse> Steps { get; }

    /// <summary>Takes mistakes.</summary>
    FaultList Faults { get; }

    /// <summary>Where an option stands in the pipeline file, or the stage when it is not written.</summary>
    /// <param name="option">kebab-case name of the option.</param>
    SourcePosition? At(string option);

    /// <summary>The files of some patterns, in ordinal order; a pattern without any file is a fault.</summary>
    IReadOnlyList<InputFile> Files(IReadOnlyList<FilePattern> patterns, string option);

    /// <summary>The text of one small file, such as a prompt; a missing one is a fault and gives null.</summary>
    string? ReadText(FilePattern file, string option);

    /// <summary>An entry of a pipeline's section of named resources, such as a teacher; an unknown name is a fault and gives null.</summary>
    T? Resource<T>(string section, string name, string option) where T : class;
}
