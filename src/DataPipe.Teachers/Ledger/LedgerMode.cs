namespace DataPipe.Teachers.Ledger;

/// <summary>What happens when the ledger has no answer.</summary>
public enum LedgerMode
{
    /// <summary>The teacher is asked and the answer kept.</summary>
    Use,

    /// <summary>The request fails: nothing is ever sent.</summary>
    Replay,
}
