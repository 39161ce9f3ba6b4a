namespace DataPipe.Teachers.Ledger;

/// <summary>What a record of a segment holds. The numbers are part of the file format.</summary>
internal enum RecordKind : byte
{
    /// <summary>An answer, found by its key and sample.</summary>
    Answer = 1,

    /// <summary>A call that is never served: refused, failed, cut short, filtered, or to be had already.</summary>
    NonAnswer = 2,

    /// <summary>The canonical request of a key.</summary>
    Request = 3,

    /// <summary>The most that a request about to be sent may cost.</summary>
    Reservation = 4,

    /// <summary>What a reserved request cost in the end.</summary>
    Settlement = 5,

    /// <summary>The sum of settled requests of one scope, left where their records were merged.</summary>
    Spend = 6,

    /// <summary>First record of a segment: which others it replaces.</summary>
    Head = 7,
}
