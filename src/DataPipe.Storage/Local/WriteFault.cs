using DataPipe.Core.Faults;

namespace DataPipe.Storage.Local;

/// <summary>What a failed write means to a user.</summary>
internal static class WriteFault
{
    public static FaultException Of(string path, Exception cause) => cause switch
    {
        UnauthorizedAccessException => new("DP3002", $"cannot write {path}: {Trim(cause)}; make the folder writable or choose another with --run", cause),
        IOException when cause.Message.Contains("Read-only", StringComparison.OrdinalIgnoreCase) =>
            new("DP3002", $"cannot write {path}: {Trim(cause)}; choose another folder with --run", cause),
        _ => new("DP3001", $"cannot write {path}: {Trim(cause)}; what was committed stays: make room and run again, or choose another folder with --run", cause),
    };

    private static string Trim(Exception cause) => cause.Message.TrimEnd('.');
}
