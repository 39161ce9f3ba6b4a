namespace DataPipe.Compression.Gzip;

/// <summary>Why <see cref="Inflater.Decode"/> came back.</summary>
internal enum InflateStatus
{
    /// <summary>The input given is used up and the compressed data goes on; after the last input this means it was cut short.</summary>
    NeedsInput,

    /// <summary>Less than <see cref="Inflater.MinRoomBytes"/> bytes of the buffer are free.</summary>
    BufferFull,

    /// <summary>The last block has ended.</summary>
    Done,

    /// <summary>The data is not deflate; <see cref="Inflater.Problem"/> says why.</summary>
    Corrupt,
}
