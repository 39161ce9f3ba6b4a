using System.Diagnostics;
using Xunit.Abstractions;

namespace DataPipe.Storage.Tests.Support;

/// <summary>A memory disk of a given size, for which one must be root.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder;

    private SmallDisk(TemporaryFolder folder) => _folder = folder;

    public string Path => _folder.Path;

    public IReadOnlyList<string> Files() => _folder.Files();

    /// <summary>The disk, or null with a message where mounting is not allowed.</summary>
    public static SmallDisk? Mount(string size, ITestOutputHelper output)
    {
        var folder = new TemporaryFolder();
        if (OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder.Path)) return new SmallDisk(folder);
        output.WriteLine("skipped: a memory disk cannot be mounted here (that needs root on Linux)");
        folder.Dispose();
        return null;
    }

    public void Remount(string options) => Assert.True(Run("mount", "-o", $"remount,{options}", Path));

    public void Dispose()
    {
        Run("umount", "-l", Path);
        _folder.Dispose();
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
