namespace DataPipe.Warc;

/// <summary>Something in an archive that is not as it should be: its kind, its offset in the file in bytes (in a compressed file, that of the gzip member), and a sentence that names the file.</summary>
public readonly record struct WarcWarning(WarcWarningKind Kind, long Offset, string Message);
