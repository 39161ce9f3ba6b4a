using DataPipe.Core.Faults;

namespace DataPipe.Curation.Sorting;

/// <summary>Entries of one task on the disk, written once and then read; gone when the reader is closed.</summary>
internal static class ScratchRun
{
    /// <summary>Writes entries to a scratch file and opens it at the first.</summary>
    /// <exception cref="FaultException">It cannot be written, or was damaged meanwhile; so does reading on throw.</exception>
    internal static async ValueTask<EntryReader<T>> WriteAsync<T>(Func<Stream> openScratch, int blockBytes, Func<EntryWriter<T>, ValueTask> write, CancellationToken cancellation) where T : unmanaged
    {
        var scratch = openScratch();
        try
        {
            var writer = new EntryWriter<T>(scratch, blockBytes);
            await write(writer);
            await writer.CompleteAsync(cancellation);
            return await EntryReader<T>.OpenAsync(scratch, Damaged, cancellation);
        }
        catch
        {
            await scratch.DisposeAsync();
            throw;
        }
    }

    /// <summary>What is thrown where a scratch file is not as it was written.</summary>
    internal static FaultException Damaged() => new("DP3005", "a scratch file of a sort is damaged (checksum differs), by the disk or by another program: run again", null);
}
