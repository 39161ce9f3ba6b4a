namespace DataPipe.Cli;

/// <summary>What the process says when it ends.</summary>
internal static class ExitCodes
{
    /// <summary>All is done.</summary>
    public const int Done = 0;

    /// <summary>The work failed.</summary>
    public const int Failed = 1;

    /// <summary>The pipeline or the command line has mistakes; nothing ran.</summary>
    public const int Usage = 2;

    /// <summary>Interrupted; the next run goes on.</summary>
    public const int Interrupted = 130;
}
