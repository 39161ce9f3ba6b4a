namespace DataPipe.Core.Steps;

/// <summary>A step that loads files before the first record of a task, so that a mistake in them fails the task and no record. Checking a pipeline makes steps, but prepares none.</summary>
public interface IPreparedStep
{
    /// <summary>Loads what the step needs.</summary>
    /// <exception cref="Faults.FaultException">A file is not what it should be.</exception>
    void Prepare();
}
