namespace DataPipe.Core.Steps;

/// <summary>The files of the outside world that the steps of a stage read. What a step finds becomes part of the stage's fingerprint; what it loads is shared by all tasks of the process.</summary>
public interface IStepFiles
{
    /// <summary>The files of a path or glob, in ordinal order of their paths; none when nothing matches.</summary>
    /// <param name="pattern">As the user wrote it.</param>
    /// <param name="folder">Folder that a relative pattern starts from.</param>
    IReadOnlyList<StepFile> Find(string pattern, string folder);

    /// <summary>Opens a file that was found; it can be sought.</summary>
    /// <exception cref="Faults.FaultException">It may not be read.</exception>
    Stream Open(StepFile file);

    /// <summary>What was loaded under a key: the first who asks loads it, all others get the same. It must not change afterwards.</summary>
    /// <param name="key">What it is made of: kind, files and options.</param>
    /// <param name="load">Loads it.</param>
    T Share<T>(string key, Func<T> load) where T : class;
}
