using System.Runtime.InteropServices;
using System.Text;
using DataPipe.Core.Records;
using DataPipe.Text.Hashing;
using DataPipe.Text.MinHash;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Dedup.Signing;

/// <summary>Makes the facts and the keys of documents. Reusable memory of one thread; what was met a while ago with the same text is not signed again.</summary>
internal sealed class DocumentSigner
{
    private const int RecentTexts = 1 << 14;
    private const ulong ExactSeed = 0xE8AC7, UrlSeed = 0x0D81;
    private readonly KeepRank _rank;
    private readonly ExactText? _exact;
    private readonly CanonicalUrl? _url;
    private readonly MinHashSigner? _signer;
    private readonly ulong[] _signature;
    private readonly KeyEntry[] _keys;
    private readonly (ContentHash Text, uint Document, SignatureSketch Sketch)[] _recent;
    private int _count;

    internal DocumentSigner(DedupOptions options, MinHashPreset? near, KeepRank rank)
    {
        _rank = rank;
        _exact = options.Exact is { } exact ? new(exact) : null;
        _url = options.Url is { } url ? new(url) : null;
        _signer = near is null ? null : new(near);
        _signature = new ulong[near?.Hashes ?? 0];
        _keys = new KeyEntry[(near?.Bands ?? 0) + 2];
        _recent = new (ContentHash, uint, SignatureSketch)[_exact is null ? 0 : RecentTexts];
    }

    /// <summary>The keys of the document signed last.</summary>
    internal ReadOnlySpan<KeyEntry> Keys => _keys.AsSpan(0, _count);

    /// <summary>The document with the same text that was met before and whose keys stand for this one's, or null.</summary>
    internal uint? Twin { get; private set; }

    /// <summary>Signs a document of the input at <paramref name="input"/>.</summary>
    internal DocumentFacts Sign(Document document, int input, uint number)
    {
        (_count, Twin) = (0, null);
        var text = document.Text.Span;
        var isEmpty = Whitespace.TrimStart(text).IsEmpty;
        var url = _url is null || isEmpty ? [] : _url.Of(document.Url);
        var urlHash = url.IsEmpty ? 0 : Math.Max(1UL, XxHash64.Hash(url, UrlSeed));
        if (urlHash != 0) _keys[_count++] = KeyEntry.Of(urlHash, (uint)XxHash64.Hash(url, ~UrlSeed), number);
        var hash = (_exact ?? Verbatim).Of(text);
        return new DocumentFacts(
            _rank.Of(document, input),
            HashOf(document.Id),
            Mix64.Combine(HashOf(document.Source), HashOf(document.Url ?? "")),
            hash.High,
            urlHash,
            isEmpty ? default : Sketch(text, hash, number));
    }

    // Without an exact search the hash of the text still tells exact from near duplicates.
    private ExactText Verbatim { get; } = new(ExactRule.Bytes);

    private SignatureSketch Sketch(ReadOnlySpan<byte> text, ContentHash hash, uint number)
    {
        if (_exact is null) return Near(text, number);
        ref var recent = ref _recent[(int)(hash.High % RecentTexts)];
        if (recent.Text == hash && hash != default)
        {
            Twin = recent.Document;
            return recent.Sketch;
        }

        _keys[_count++] = KeyEntry.Of(hash.High ^ Mix64.Of(ExactSeed), (uint)hash.Low, number);
        recent = (hash, number, Near(text, number));
        return recent.Sketch;
    }

    private SignatureSketch Near(ReadOnlySpan<byte> text, uint number)
    {
        if (_signer is null || _signer.Sign(text, _signature) == 0) return default;
        var rows = _signer.Preset.Rows;
        for (var band = 0; band < _signer.Preset.Bands; band++)
        {
            var bytes = MemoryMarshal.AsBytes(_signature.AsSpan(band * rows, rows));
            var seed = Mix64.Of((ulong)band + 1);
            _keys[_count++] = KeyEntry.Of(XxHash64.Hash(bytes, seed), (uint)XxHash64.Hash(bytes, ~seed), number);
        }

        return SignatureSketch.Of(_signature);
    }

    private static ulong HashOf(string text)
    {
        Span<byte> utf8 = stackalloc byte[512];
        return Encoding.UTF8.TryGetBytes(text, utf8, out var bytes) ? XxHash64.Hash(utf8[..bytes]) : XxHash64.Hash(Encoding.UTF8.GetBytes(text));
    }
}
