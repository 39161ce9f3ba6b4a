namespace DataPipe.Warc.Cdx;

/// <summary>How the lines of an index are written.</summary>
public enum CdxFormat
{
    /// <summary>CDXJ: key, timestamp and a JSON object, as pywb and warcio write it.</summary>
    Cdxj,

    /// <summary>The 11 columns <c>N b a m s k r M S V g</c> with their header line, as the Wayback Machine reads them.</summary>
    Cdx11,

    /// <summary>The 9 columns <c>N b a m s k r V g</c> with their header line, without the length.</summary>
    Cdx9,
}
