using DataPipe.Core.Datasets;
using DataPipe.Core.Records;

namespace DataPipe.Core.Stages;

/// <summary>A source whose records can be looked at before it runs, so that what they will cost is known before anything is made of them.</summary>
/// <typeparam name="T">Record type.</typeparam>
public interface IPreviewStage<T> : IStage where T : class, IRecord<T>
{
    /// <summary>Whether the dataset is what the files hold: false where steps change or drop records.</summary>
    bool CanPreview { get; }

    /// <summary>Reads one of the files that its tasks read. Bad lines, which the tasks report, are passed over; records that occur twice may come twice.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="open">Opens files of the outside world.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="Faults.FaultException">The file cannot be opened.</exception>
    IAsyncEnumerable<Batch<T>> PreviewAsync(string path, Func<string, CancellationToken, ValueTask<Stream>> open, CancellationToken cancellation);
}
