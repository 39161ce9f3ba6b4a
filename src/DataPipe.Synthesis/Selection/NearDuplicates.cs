using System.Text;
using DataPipe.Core.Records;
using DataPipe.Text.MinHash;
using DataPipe.Text.Words;

namespace DataPipe.Synthesis.Selection;

/// <summary>Finds near-duplicates among samples by MinHash: those that share a band are compared, and of two that are alike enough the better stays. What stays depends on the samples alone, not on their order.</summary>
/// <param name="options">Options of the stage.</param>
internal sealed class NearDuplicates(SelectOptions options)
{
    private readonly MinHashSigner _signer = new(new MinHashPreset("samples", 14, 8, options.ShingleWords, 1, WordRule.Standard));
    private readonly List<ulong[]?> _signatures = [];

    /// <summary>Signs the next sample.</summary>
    public void Add(Sample sample)
    {
        var text = new StringBuilder();
        foreach (var message in sample.Messages)
            if (message.Role == "user" || (options.NearByAnswers && message.Role == "assistant")) text.Append(message.Content).Append('\n');
        var signature = new ulong[_signer.Preset.Hashes];
        _signatures.Add(_signer.Sign(Encoding.UTF8.GetBytes(text.ToString()), signature) > 0 ? signature : null);
    }

    /// <summary>Marks those that go. The better are looked at first, and each goes when one that stays is alike.</summary>
    public void Mark(IReadOnlyList<Candidate> candidates, double similarity)
    {
        var bands = new Dictionary<ulong, List<int>>();
        Span<ulong> keys = stackalloc ulong[_signer.Preset.Bands];
        foreach (var at in Enumerable.Range(0, candidates.Count).OrderBy(i => candidates[i]))
        {
            if (_signatures[at] is not { } signature) continue;
            _signer.BandKeys(signature, keys);
            var isNear = false;
            foreach (var key in keys)
            {
                if (!bands.TryGetValue(key, out var others)) continue;
                foreach (var other in others)
                    if (MinHashSigner.EstimateJaccard(signature, _signatures[other]!) >= similarity)
                    {
                        isNear = true;
                        break;
                    }

                if (isNear) break;
            }

            if (isNear)
            {
                candidates[at].Fate = SelectStage.NearDuplicate;
                continue;
            }

            foreach (var key in keys)
            {
                if (!bands.TryGetValue(key, out var others)) bands[key] = others = [];
                others.Add(at);
            }
        }
    }
}
