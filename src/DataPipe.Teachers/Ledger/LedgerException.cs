namespace DataPipe.Teachers.Ledger;

/// <summary>A folder cannot serve as a ledger; the message says why and what to do.</summary>
public sealed class LedgerException : Exception
{
    /// <summary>Reports what is wrong and the remedy.</summary>
    public LedgerException(string message)
        : base(message)
    {
    }

    /// <summary>The same with what led to it.</summary>
    public LedgerException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
