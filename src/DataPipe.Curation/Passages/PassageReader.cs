using System.Runtime.InteropServices;
using DataPipe.Text.Hashing;
using DataPipe.Text.MinHash;
using DataPipe.Text.Passages;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Passages;

/// <summary>Cuts texts into lines, paragraphs or sentences, and hashes what of them is compared. Reusable memory of one task; allocates nothing once it fits.</summary>
internal sealed class PassageReader(PassageRules rules)
{
    private readonly CcNetNormalizer _ccNet = new();
    private readonly ShingleNormalizer _shingles = new();
    private readonly List<PassageBounds> _bounds = [];

    /// <summary>The units of a window, blank ones left out; valid until the next call.</summary>
    internal ReadOnlySpan<PassageBounds> Read(ReadOnlySpan<byte> window)
    {
        _bounds.Clear();
        if (rules.Unit == PassageUnit.Sentence)
        {
            foreach (var sentence in Sentences.Of(window, rules.Words))
            {
                window.Overlaps(sentence, out var start);
                _bounds.Add(new PassageBounds(start, start + sentence.Length));
            }
        }
        else
        {
            foreach (var line in Lines.Of(window, rules.Unit == PassageUnit.Line ? LineRule.Newline : LineRule.BlankLine))
            {
                if (Whitespace.TrimStart(line).IsEmpty) continue;
                window.Overlaps(line, out var start);
                _bounds.Add(new PassageBounds(start, start + line.Length));
            }
        }

        return CollectionsMarshal.AsSpan(_bounds);
    }

    /// <summary>Number of passages that are compared: with spans of several units fewer than units.</summary>
    internal int Count(int units) => Math.Max(0, units - rules.SpanUnits + 1);

    /// <summary>Hashes the passage that begins with a unit; false when nothing is left to compare.</summary>
    internal bool TryHash(ReadOnlySpan<byte> window, ReadOnlySpan<PassageBounds> units, int unit, out ContentHash hash)
    {
        return TryHash(window[units[unit].Start..units[unit + rules.SpanUnits - 1].End], out hash);
    }

    /// <summary>Hashes a passage; false when nothing is left to compare.</summary>
    internal bool TryHash(ReadOnlySpan<byte> passage, out ContentHash hash)
    {
        hash = default;
        if (rules.MinPassageWords is { } words && Words.Count(passage, WordRule.Whitespace) < words) return false;
        var normalized = rules.Normalize switch
        {
            PassageNormalization.Ccnet => _ccNet.Normalize(passage),
            PassageNormalization.Simplified => _shingles.Normalize(passage),
            _ => Whitespace.Trim(passage),
        };
        if (normalized.IsEmpty) return false;
        hash = rules.Hash == PassageHash.Sha1 ? new ContentHash(Sha1.First64(normalized), 0) : ContentHash.Of(normalized);
        return true;
    }
}
