using DataPipe.Compression.Zstandard;

namespace DataPipe.Warc.Input;

/// <summary>An archive compressed with Zstandard: a unit is a frame. Skippable frames are passed, but for a dictionary in the first one.</summary>
internal sealed class ZstandardSource(ZstandardFrameReader frames, Action<ZstandardWarning> warn) : IUnitSource
{
    private bool _begun;

    public bool IsCompressed => true;

    public long UnitOffset => frames.FrameOffset;

    public long UnitEnd => frames.Frame is { } frame ? frame.Offset + frame.LengthBytes : frames.Position;

    public bool IsDamaged => frames.Frame is { Problem: not ZstandardProblem.None };

    public long Position => frames.Position;

    public ReadOnlySpan<byte> Available => frames.Decoded;

    public void Advance(int count) => frames.Advance(count);

    public ValueTask<bool> FillAsync(CancellationToken cancellation) => frames.FillAsync(cancellation);

    public async ValueTask<bool> NextUnitAsync(CancellationToken cancellation)
    {
        while (await frames.NextFrameAsync(cancellation).ConfigureAwait(false))
        {
            var isFirst = !_begun;
            _begun = true;
            if (!frames.IsSkippable) return true;
            if (isFirst && frames.Magic == DictionaryFrame.Magic) await UseDictionaryAsync(cancellation).ConfigureAwait(false);
        }
        return false;
    }

    public bool TryRewind(long offsetInUnit) => false;

    private async ValueTask UseDictionaryAsync(CancellationToken cancellation)
    {
        var offset = frames.FrameOffset;
        try
        {
            frames.UseDictionary(await DictionaryFrame.ReadAsync(frames, cancellation).ConfigureAwait(false));
        }
        catch (InvalidDataException problem)
        {
            warn(new ZstandardWarning(ZstandardProblem.MissingDictionary, offset, "the dictionary at the start of the file cannot be used: " + problem.Message));
        }
    }
}
