using System.Globalization;
using System.Security.Cryptography;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;

namespace DataPipe.Storage.Local;

/// <summary>A folder of the local disk as a store.</summary>
public sealed class LocalStore : IStore
{
    private const int MaxAttempts = 100;
    private const int AlreadyExists = 17;
    private readonly string _root;
    private readonly string _shown;

    /// <summary>A store in a folder, which need not exist yet.</summary>
    /// <param name="folder">The folder, as a user would name it.</param>
    public LocalStore(string folder) => (_root, _shown) = (Path.GetFullPath(folder), folder);

    /// <inheritdoc/>
    public string Locate(string key) => Path.Combine(_shown, key);

    /// <inheritdoc/>
    public ValueTask<Stream> OpenReadAsync(string key, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return new(new FileStream(PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new FaultException("DP3003", $"cannot read {Locate(key)}: {cause.Message.TrimEnd('.')}", cause);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IStoreWriter> CreateAsync(string folder, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var file = CreateUnfinished(folder, FileAccess.Write, 1 << 16, FileOptions.None);
        return new(new LocalStoreWriter(_root, file.Name, file));
    }

    /// <inheritdoc/>
    public Stream OpenScratch(string folder)
    {
        var file = CreateUnfinished(folder, FileAccess.ReadWrite, 1, OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None);
        if (!OperatingSystem.IsWindows()) File.Delete(file.Name); // Without a name it is gone even when the process is killed.
        return new ScratchFile(file);
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredFile> List(string prefix)
    {
        var slash = prefix.LastIndexOf('/');
        var folder = new DirectoryInfo(slash < 0 ? _root : PathOf(prefix[..slash]));
        if (!folder.Exists) return [];
        List<StoredFile> files = [];
        // Links lead to what is not the store's.
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var file in folder.EnumerateFiles("*", options))
        {
            var key = Path.GetRelativePath(_root, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            // Somebody may finish or sweep a file while the folder is read; what is gone is not listed.
            if (key.StartsWith(prefix, StringComparison.Ordinal) && file.Exists) files.Add(new StoredFile(key, file.Length));
        }

        files.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        return files;
    }

    /// <inheritdoc/>
    public long? SizeBytes(string key) => new FileInfo(PathOf(key)) is { Exists: true } file ? file.Length : null;

    /// <inheritdoc/>
    public void Delete(string key)
    {
        var path = PathOf(key);
        try
        {
            File.Delete(path);
            for (var folder = Path.GetDirectoryName(path)!; folder.Length > _root.Length; folder = Path.GetDirectoryName(folder)!)
            {
                if (Directory.EnumerateFileSystemEntries(folder).Any() || !TryDelete(folder)) break;
            }
        }
        catch (DirectoryNotFoundException)
        {
            // Gone already, which is what was asked for.
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw WriteFault.Of(Locate(key), cause);
        }
    }

    private FileStream CreateUnfinished(string folder, FileAccess access, int bufferBytes, FileOptions options)
    {
        var path = PathOf(folder);
        // Host, process and chance: two attempts of one task may write on two machines at once.
        var name = string.Create(CultureInfo.InvariantCulture,
            $"{StoreNames.UnfinishedPrefix}{Environment.MachineName}-{Environment.ProcessId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}");
        try
        {
            return Create(path, () => new FileStream(Path.Combine(path, name), FileMode.CreateNew, access, FileShare.Read | FileShare.Delete, bufferBytes, options));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw WriteFault.Of(Path.Combine(_shown, folder), cause);
        }
    }

    // Whoever deletes the last file of a folder deletes the folder, perhaps between its making and its first file.
    private static FileStream Create(string folder, Func<FileStream> create)
    {
        for (var attempt = 0; ; attempt++)
            try
            {
                Directory.CreateDirectory(folder);
                return create();
            }
            catch (IOException gone) when (attempt < MaxAttempts && (gone is DirectoryNotFoundException or FileNotFoundException || IsFleeting(gone, folder)))
            {
            }
    }

    // Making a folder that is there says so only while it is there: deleted between the two looks, it "already exists".
    private static bool IsFleeting(IOException failure, string folder) => failure.HResult == AlreadyExists && !File.Exists(folder);

    private static bool TryDelete(string emptyFolder)
    {
        try
        {
            Directory.Delete(emptyFolder);
            return true;
        }
        catch (IOException)
        {
            return false; // Not empty any more.
        }
    }

    private string PathOf(string key) => Path.Combine(_root, key.Replace('/', Path.DirectorySeparatorChar));
}
