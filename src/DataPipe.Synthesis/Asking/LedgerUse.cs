using DataPipe.Core.Catalogues;

namespace DataPipe.Synthesis.Asking;

/// <summary>Where the calls of a pipeline's teachers are kept, once for the whole pipeline.</summary>
public sealed record LedgerUse
{
    /// <summary>Section of a pipeline that says so.</summary>
    public const string Section = "ledger";

    /// <summary>Folder of the ledger, which runs and pipelines may share; null for the folder <c>ledger</c> of the run.</summary>
    public FilePattern? Folder { get; init; }

    /// <summary>Whether the ledger alone answers: nothing is ever sent, and what it does not hold fails.</summary>
    public bool Replay { get; init; }
}
