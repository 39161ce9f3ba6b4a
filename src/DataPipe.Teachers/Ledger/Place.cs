namespace DataPipe.Teachers.Ledger;

/// <summary>Where a record lies in its segment.</summary>
internal readonly record struct Place(long Offset, int FrameBytes);
