using DataPipe.Curation.Dedup.Signing;

namespace DataPipe.Curation.Dedup.Clustering;

/// <summary>What a document is to the one that stays, and how like: a kind and a similarity in one word.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Similarity">Estimated Jaccard similarity, 0..1; not a number where nothing is known.</param>
internal readonly record struct Likeness(DuplicateKind Kind, float Similarity)
{
    internal ulong Packed => ((ulong)Kind << 32) | BitConverter.SingleToUInt32Bits(Similarity);

    internal static Likeness Unpack(ulong packed) => new((DuplicateKind)(packed >> 32), BitConverter.UInt32BitsToSingle((uint)packed));

    /// <summary>Compares a document with the one that stays.</summary>
    internal static Likeness Of(DocumentFacts document, DocumentFacts kept, int hashes)
    {
        if (document.Text == kept.Text) return new(DuplicateKind.ExactDuplicate, 1);
        var isSigned = hashes > 0 && document.Sketch != default && kept.Sketch != default;
        var similarity = isSigned ? (float)document.Sketch.Similarity(kept.Sketch, hashes) : float.NaN;
        var isUrl = (document.Url != 0 && document.Url == kept.Url) || hashes == 0;
        return new(isUrl ? DuplicateKind.UrlDuplicate : DuplicateKind.NearDuplicate, similarity);
    }
}
