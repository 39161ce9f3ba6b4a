using DataPipe.Core.Faults;

namespace DataPipe.Curation.Sources;

/// <summary>What happens to a compressed file that is cut short.</summary>
public enum TruncatedFile
{
    /// <summary>The task stops and names file and offset: most such files are downloads that broke off.</summary>
    Stop,

    /// <summary>What stands before the break is taken, and the break is counted as a warning.</summary>
    Accept,
}

/// <summary>Tells of a truncated file.</summary>
internal static class TruncatedFileFault
{
    public static FaultException Of(string path, string message) =>
        new("DP2013", $"{path} is cut short: {message}. Fetch it again, or take what is there with 'truncated: accept'", null);
}
