using System.Text;
using DataPipe.Core.Records;
using DataPipe.Text.Hashing;

namespace DataPipe.Curation.Mixing;

/// <summary>How often a document goes into a mixture and where it stands there: pure functions of its id and the seed, so that any task on any machine decides alike.</summary>
internal static class MixCopies
{
    // Apart from other uses of the pipeline's seed, such as the choice of rejects that are kept.
    private const long CopySalt = 0x6D69782D636F7079; // "mix-copy"
    private const ulong PlaceSalt = 0x6D69782D706C6163; // "mix-plac"

    /// <summary>How many copies: the whole epochs, and one more by chance for the rest.</summary>
    internal static long Count(string id, double epochs, long seed)
    {
        var whole = Math.Floor(epochs);
        return (long)whole + (Chance.Of(id, seed ^ CopySalt) < epochs - whole ? 1 : 0);
    }

    /// <summary>The id of a copy: of the first the document's own, then with <c>#2</c> and so on behind it.</summary>
    internal static string Id(string id, long copy) => copy == 1 ? id : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id}#{copy}");

    /// <summary>Place of a copy in the shuffled mixture: copies are in ascending order of it.</summary>
    internal static ulong Place(string copyId, long seed)
    {
        Span<byte> utf8 = stackalloc byte[512];
        var salt = Mix64.Combine((ulong)seed, PlaceSalt);
        return Encoding.UTF8.TryGetBytes(copyId, utf8, out var bytes) ? XxHash64.Hash(utf8[..bytes], salt) : XxHash64.Hash(Encoding.UTF8.GetBytes(copyId), salt);
    }

    /// <summary>The partition that holds a place: ascending with it.</summary>
    internal static int Partition(ulong place, int partitions) => (int)Math.BigMul(place, (ulong)partitions, out _);
}
