namespace DataPipe.Teachers.Ledger;

/// <summary>Bytes of a ledger that are no whole record. The records around them are not touched by it.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Offset">Where the damage starts, in bytes.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="IsTornTail">Whether it is the end of a file whose writer was stopped in the middle of a write: nothing that was reported as kept is lost.</param>
public sealed record LedgerDamage(string File, long Offset, long Bytes, bool IsTornTail);
