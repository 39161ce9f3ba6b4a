namespace DataPipe.Teachers.Batches;

/// <summary>The tokens that wait at a provider in all batches of one teacher, which some providers limit. Safe for concurrent use.</summary>
internal sealed class ProviderQueue(long? mostTokens)
{
    private readonly Lock _gate = new();
    private long _tokens;

    /// <summary>Takes room for a part; one that is larger than all room goes alone.</summary>
    public bool TryEnter(long tokens)
    {
        lock (_gate)
        {
            if (mostTokens is { } most && _tokens > 0 && _tokens + tokens > most) return false;
            _tokens += tokens;
            return true;
        }
    }

    /// <summary>Counts a part that is there already, room or not.</summary>
    public void Enter(long tokens)
    {
        lock (_gate) _tokens += tokens;
    }

    /// <summary>Gives room back.</summary>
    public void Leave(long tokens)
    {
        lock (_gate) _tokens -= tokens;
    }
}
