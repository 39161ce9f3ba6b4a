namespace DataPipe.Teachers.Batches;

/// <summary>How far a part is.</summary>
internal enum BatchStep
{
    /// <summary>Its file is written; nothing was sent.</summary>
    Prepared,

    /// <summary>It is about to be uploaded: whether it was is not known.</summary>
    Uploading,

    /// <summary>The provider has its file.</summary>
    Uploaded,

    /// <summary>A batch is about to be made of it: whether it was is not known.</summary>
    Submitting,

    /// <summary>The provider works on it.</summary>
    Submitted,

    /// <summary>The provider is done with it, well or not.</summary>
    Ended,

    /// <summary>Its results are here.</summary>
    Collected,
}
