using System.Globalization;
using System.Text;
using DataPipe.Core.Faults;

namespace DataPipe.Storage.Local;

/// <summary>Keeps a second driver out of a run folder. The operating system lets go of it when the process ends, however it ends.</summary>
public sealed class RunLock : IDisposable
{
    private const string Name = ".lock";
    private readonly FileStream _file;
    private readonly string _path;

    private RunLock(FileStream file, string path) => (_file, _path) = (file, path);

    /// <summary>Takes the lock of a folder, which is created when missing.</summary>
    /// <exception cref="FaultException">Another process has it, or the folder cannot be written.</exception>
    public static RunLock Take(string folder)
    {
        var path = Path.Combine(folder, Name);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw WriteFault.Of(folder, cause);
        }

        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            file.SetLength(0);
            file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            return new RunLock(file, path);
        }
        catch (IOException cause) when (file is null && IsHeld(path))
        {
            throw new FaultException("DP3004", $"another process is running in {folder}: wait for it, stop it, or choose another folder with --run", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            if (file is not null)
            {
                File.Delete(path);
                file.Dispose();
            }

            throw WriteFault.Of(path, cause);
        }
    }

    /// <summary>Whether a process has the lock of a folder now.</summary>
    public static bool IsTaken(string folder) => IsHeld(Path.Combine(folder, Name));

    /// <summary>Lets go and removes the file.</summary>
    public void Dispose()
    {
        File.Delete(_path);
        _file.Dispose();
    }

    private static bool IsHeld(string path)
    {
        try
        {
            using var probe = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, 1);
            return false;
        }
        catch (IOException)
        {
            return File.Exists(path);
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
