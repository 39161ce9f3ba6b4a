namespace DataPipe.Warc;

/// <summary>What a <see cref="WarcWarning"/> is about.</summary>
public enum WarcWarningKind
{
    /// <summary>Bytes between or behind gzip members that belong to none.</summary>
    GzipGarbage,

    /// <summary>The file ends inside a gzip member.</summary>
    GzipTruncated,

    /// <summary>The data of a gzip member cannot be decoded further.</summary>
    GzipCorrupt,

    /// <summary>A gzip member does not have the checksum or length it gives.</summary>
    GzipChecksum,

    /// <summary>A gzip member decodes to more bytes than allowed; the rest of it was skipped.</summary>
    GzipTooLong,

    /// <summary>Bytes between or behind Zstandard frames that belong to none.</summary>
    ZstandardGarbage,

    /// <summary>The file ends inside a Zstandard frame.</summary>
    ZstandardTruncated,

    /// <summary>The data of a Zstandard frame cannot be decoded further.</summary>
    ZstandardCorrupt,

    /// <summary>A Zstandard frame does not have the checksum or length it gives.</summary>
    ZstandardChecksum,

    /// <summary>A Zstandard frame decodes to more bytes, or needs a larger window, than allowed; the rest of it was skipped.</summary>
    ZstandardTooLong,

    /// <summary>The dictionary at the start of the file cannot be used, or a Zstandard frame needs another one; it was skipped.</summary>
    ZstandardDictionary,

    /// <summary>Records share gzip members or Zstandard frames, so that they cannot be read on their own; said once a file.</summary>
    SharedMember,

    /// <summary>Bytes where a record should begin that begin none; skipped.</summary>
    NotARecord,

    /// <summary>A record ends inside its header; it was skipped.</summary>
    HeaderCut,

    /// <summary>A header is longer than <see cref="WarcReaderOptions.MaxHeaderBytes"/>; its record was skipped.</summary>
    HeaderTooLong,

    /// <summary>A header has a line that is no field.</summary>
    MalformedField,

    /// <summary>Header lines end in a bare line feed.</summary>
    BareLineFeed,

    /// <summary>A record has no type.</summary>
    MissingType,

    /// <summary>A record has no readable Content-Length; its block was skipped.</summary>
    NoContentLength,

    /// <summary>The block is longer or shorter than Content-Length says.</summary>
    WrongContentLength,

    /// <summary>The file, or an undamaged gzip member, ends inside a block.</summary>
    BlockCut,

    /// <summary>A block is longer than <see cref="WarcReaderOptions.MaxRecordBytes"/>; only its beginning was returned.</summary>
    RecordTooLong,

    /// <summary>The two line ends behind a block are missing.</summary>
    MissingRecordEnd,

    /// <summary>A digest of the record does not match its content.</summary>
    DigestMismatch,

    /// <summary>A digest of the record is in a form or an algorithm that is not known.</summary>
    UnknownDigest,

    /// <summary>A line of an index is no entry; it was passed.</summary>
    MalformedIndexLine,
}
