namespace DataPipe.Curation.Sources;

/// <summary>What happens to a line that cannot be read: no JSON object, not UTF-8, or longer than allowed.</summary>
public enum BadLines
{
    /// <summary>The task stops and names file and line.</summary>
    Stop,

    /// <summary>The line alone is lost, and counted as a warning.</summary>
    Skip,
}
