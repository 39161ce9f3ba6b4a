using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataPipe.Compression.Tests.Gzip;

/// <summary>Memory that ends where the process may not read or write: one byte too far and the test run dies. Linux; elsewhere plain memory.</summary>
internal sealed class GuardedMemory : IDisposable
{
    private readonly nint _allocated;
    private readonly nint _guard;

    public GuardedMemory(int maxBytes)
    {
        var page = Environment.SystemPageSize;
        _allocated = Marshal.AllocHGlobal(maxBytes + 2 * page);
        _guard = (_allocated + maxBytes + page - 1) / page * page;
        if (OperatingSystem.IsLinux()) Assert.Equal(0, MProtect(_guard, page, access: 0));
    }

    /// <summary>The last bytes in front of the guard.</summary>
    public Span<byte> Last(int count) => MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), _guard - count), count);

    public void Dispose()
    {
        if (OperatingSystem.IsLinux()) Assert.Equal(0, MProtect(_guard, Environment.SystemPageSize, access: 1 | 2));
        Marshal.FreeHGlobal(_allocated);
    }

    [DllImport("libc", EntryPoint = "mprotect")]
    private static extern int MProtect(nint address, nint length, int access);
}
