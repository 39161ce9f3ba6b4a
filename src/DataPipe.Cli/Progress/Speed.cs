using System.Globalization;
using DataPipe.Execution.Progress;

namespace DataPipe.Cli.Progress;

/// <summary>Rates and remaining time of a phase, as text.</summary>
internal sealed class Speed(TimeProvider time)
{
    private string _phase = "";
    private long _since;

    /// <summary>Seconds since the phase began, as far as it was watched.</summary>
    private double Seconds(StageProgress progress)
    {
        if (_phase != progress.Phase) (_phase, _since) = (progress.Phase, time.GetTimestamp());
        return time.GetElapsedTime(_since).TotalSeconds;
    }

    /// <summary>Records and megabytes a second, time left, drops.</summary>
    public (string Records, string Bytes, string Left) Of(StageProgress progress)
    {
        var seconds = Seconds(progress);
        if (seconds < 0.2) return ("", "", "");
        var fraction = progress.Fraction;
        var left = fraction is > 0.01 and < 1 ? TimeSpan.FromSeconds(seconds * (1 - fraction) / fraction) : (TimeSpan?)null;
        return (
            progress.Records > 0 ? string.Create(CultureInfo.InvariantCulture, $"{progress.Records / seconds:#,0} records/s") : "",
            progress.Bytes > 0 ? string.Create(CultureInfo.InvariantCulture, $"{progress.Bytes / seconds / 1e6:0.0} MB/s") : "",
            left is { } time ? time.TotalHours >= 1 ? $"{(int)time.TotalHours}h{time.Minutes:00}m left" : $"{time.Minutes}m{time.Seconds:00}s left" : "");
    }
}
