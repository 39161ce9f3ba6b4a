using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;
using DataPipe.Core.Steps;
using DataPipe.Text.FastText;

namespace DataPipe.Curation.Annotators;

/// <summary>The fastText model that a step names: found when a pipeline is checked, loaded once a process before the first record.</summary>
internal sealed class ModelFile
{
    private readonly StepFile? _file;
    private readonly IStepFiles _files;

    private ModelFile(StepFile? file, string name, StepScope scope) => (_file, Name, _files, At) = (file, name, scope.Files, scope.At);

    /// <summary>As the pipeline names it.</summary>
    internal string Name { get; }

    /// <summary>Where the step stands in the pipeline file.</summary>
    internal SourcePosition? At { get; }

    /// <summary>Finds the model; that there is none, or several, is a fault.</summary>
    internal static ModelFile Find(FilePattern pattern, StepScope scope)
    {
        var found = scope.Files.Find(pattern.Pattern, pattern.Folder);
        if (found.Count != 1)
            scope.Faults.Add("DP2001", found.Count == 0 ? $"no file '{pattern.Pattern}' below {pattern.Folder}" : $"'{pattern.Pattern}' below {pattern.Folder} are {found.Count} files: name one model", scope.At);
        return new(found.Count == 1 ? found[0] : null, pattern.Pattern, scope);
    }

    /// <summary>The model.</summary>
    /// <exception cref="FaultException">The file is no model.</exception>
    internal FastTextModel Load() => _files.Share($"fasttext\n{_file!.Path}", () =>
    {
        using var stream = _files.Open(_file);
        try
        {
            return FastTextModel.Read(stream);
        }
        catch (FastTextFormatException wrong)
        {
            throw new FaultException([new Fault("DP1240", $"{_file.Path} is no fastText classifier that can be read: {wrong.Message}", At)], wrong);
        }
    });
}
