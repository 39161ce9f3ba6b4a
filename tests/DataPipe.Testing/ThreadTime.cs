using System.Runtime.InteropServices;

namespace DataPipe.Testing;

/// <summary>Processor time of the calling thread: what work costs, whatever else the machine is doing. Linux only.</summary>
public static partial class ThreadTime
{
    private const int ThreadCpuTime = 3; // CLOCK_THREAD_CPUTIME_ID

    /// <summary>Processor time that the thread has used so far.</summary>
    public static TimeSpan Used
    {
        get
        {
            if (GetTime(ThreadCpuTime, out var time) != 0) throw new InvalidOperationException($"clock_gettime failed: {Marshal.GetLastPInvokeError()}");
            return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0);
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int GetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
