using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DataPipe.Teachers.Ledger;

/// <summary>The call that makes bytes durable, checked: the framework's own flush to disk never reports a failure on Linux (runtime 10.0).</summary>
internal static partial class DurableFile
{
    private const int NotSupported = 95;
    private const int Invalid = 22;

    /// <summary>Waits until a file's bytes are on the medium.</summary>
    /// <exception cref="IOException">The medium refused them.</exception>
    public static void Synchronise(SafeFileHandle file, string path)
    {
        if (OperatingSystem.IsWindows()) RandomAccess.FlushToDisk(file);
        else if (FSync(file) != 0) throw Failure("fsync", path);
    }

    /// <summary>Waits until a folder's entries are on the medium.</summary>
    /// <exception cref="IOException">The medium refused them.</exception>
    public static void SynchroniseFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return; // Windows has no such call; its journal orders the entries.
        var descriptor = Open(folder, 0);
        if (descriptor < 0) throw Failure("open", folder);
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        // Some network file systems refuse to synchronise folders and keep them in order themselves.
        if (FSync(handle) != 0 && Marshal.GetLastPInvokeError() is not (Invalid or NotSupported)) throw Failure("fsync", folder);
    }

    private static IOException Failure(string call, string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{call} of {path} failed: {new Win32Exception(error).Message}", error);
    }

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(SafeFileHandle descriptor);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
