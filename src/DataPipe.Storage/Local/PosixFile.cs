using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DataPipe.Storage.Local;

/// <summary>The three calls that make a file durable and visible at once. The framework's own flush to disk never reports a failure on Linux (runtime 10.0: a misplaced parenthesis), so these are called directly and checked.</summary>
internal static partial class PosixFile
{
    private const int ReadOnly = 0;
    private const int Exists = 17;
    private const int NotPermitted = 1;
    private const int NotSupported = 95;
    private const int Invalid = 22;

    /// <summary>Waits until the file's bytes are on the medium.</summary>
    /// <exception cref="IOException">The medium refused them.</exception>
    public static void Synchronise(FileStream file)
    {
        file.Flush();
        if (OperatingSystem.IsWindows()) file.Flush(flushToDisk: true);
        else if (FSync(file.SafeFileHandle) != 0) throw Failure("fsync", file.Name);
    }

    /// <summary>Waits until the folder's entries are on the medium.</summary>
    /// <exception cref="IOException">The medium refused them.</exception>
    public static void SynchroniseFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return; // Windows has no such call; its journal orders the entries.
        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0) throw Failure("open", folder);
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        // Some network file systems refuse to synchronise folders and keep them in order themselves.
        if (FSync(handle) != 0 && Marshal.GetLastPInvokeError() is not (Invalid or NotSupported)) throw Failure("fsync", folder);
    }

    /// <summary>Gives a finished file its name, unless the name is taken.</summary>
    /// <returns>False when the name is taken; the unfinished name is left to the caller then.</returns>
    public static bool TryPublish(string unfinished, string name)
    {
        if (!OperatingSystem.IsWindows())
        {
            if (Link(unfinished, name) == 0)
            {
                File.Delete(unfinished);
                return true;
            }

            var error = Marshal.GetLastPInvokeError();
            if (error == Exists) return false;
            if (error is not (NotPermitted or NotSupported)) throw Failure("link", name);
        }

        try
        {
            File.Move(unfinished, name, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(name))
        {
            return false;
        }
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

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string name);
}
