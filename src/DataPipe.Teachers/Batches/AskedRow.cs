using DataPipe.Teachers.Ledger;

namespace DataPipe.Teachers.Batches;

/// <summary>A request that is gathered for a batch or in one, and whoever waits for its reply.</summary>
/// <param name="key">What it is known by.</param>
internal sealed class AskedRow(RowKey key)
{
    public RowKey Key => key;

    /// <summary>The request; null for one that an earlier process sent.</summary>
    public Prompt? Prompt { get; init; }

    /// <summary>What is set aside for it; null when there is nothing.</summary>
    public Reservation? Reservation { get; init; }

    /// <summary>How many wait for it. The gathering's lock guards it.</summary>
    public int Waiting { get; set; }

    /// <summary>The reply; null where it is to be asked another way.</summary>
    public TaskCompletionSource<(Reply? Reply, OtherWay Way)> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
