namespace DataPipe.Curation.Passages;

/// <summary>What passages are compared by.</summary>
public enum PassageHash
{
    /// <summary>Two 64-bit xxHashes: that two different passages of a corpus of 10^12 meet has odds below 10^-14.</summary>
    Xxhash,

    /// <summary>The first 8 bytes of SHA-1, as CCNet has it: among 10^10 different passages about three pairs meet by chance. Source: Wenzek et al. 2020 (CCNet), arXiv:1911.00359.</summary>
    Sha1,
}
