namespace DataPipe.Warc;

/// <summary>What a WARC record holds: ISO 28500:2017, section 6.</summary>
public enum WarcRecordType
{
    /// <summary>A type that the standard does not name, or none at all.</summary>
    Unknown,

    /// <summary>About the records that follow.</summary>
    Warcinfo,

    /// <summary>A full answer of a server, with its protocol's header.</summary>
    Response,

    /// <summary>A resource without a protocol's header.</summary>
    Resource,

    /// <summary>A full request to a server.</summary>
    Request,

    /// <summary>About another record.</summary>
    Metadata,

    /// <summary>An answer that was captured before, abridged.</summary>
    Revisit,

    /// <summary>Another form of another record's content, such as the text of a web page.</summary>
    Conversion,

    /// <summary>A further segment of a record that was cut up.</summary>
    Continuation,
}
