namespace DataPipe.Teachers.Tests.Rate;

/// <summary>How providers count: each admits units at a time in seconds, or says how long to wait.</summary>
internal abstract class ProviderLimit(double perMinute)
{
    public double PerMinute => perMinute;

    public abstract bool Admits(double at, double units, out double wait);

    public abstract void Take(double at, double units);

    public abstract (double Left, double Reset) State(double at);

    /// <summary>The window begins at each full minute of the provider's clock.</summary>
    public sealed class FixedWindow(double perMinute, double offset) : ProviderLimit(perMinute)
    {
        private double _window = -1;
        private double _used;

        public override bool Admits(double at, double units, out double wait)
        {
            wait = Reset(at);
            return _used + units <= PerMinute;
        }

        public override void Take(double at, double units) => _used += units;

        public override (double Left, double Reset) State(double at)
        {
            var reset = Reset(at);
            return (PerMinute - _used, reset);
        }

        private double Reset(double at)
        {
            var window = Math.Floor((at + offset) / 60);
            if (window != _window)
                (_window, _used) = (window, 0);
            return (60 * (window + 1)) - offset - at;
        }
    }

    /// <summary>No more than the limit within any sixty seconds.</summary>
    public sealed class SlidingWindow(double perMinute) : ProviderLimit(perMinute)
    {
        private readonly Queue<(double At, double Units)> _log = new();
        private double _used;

        public override bool Admits(double at, double units, out double wait)
        {
            Forget(at);
            wait = _log.Count == 0 ? 0 : _log.Peek().At + 60 - at;
            return _used + units <= PerMinute;
        }

        public override void Take(double at, double units)
        {
            Forget(at);
            _log.Enqueue((at, units));
            _used += units;
        }

        public override (double Left, double Reset) State(double at)
        {
            Forget(at);
            return (PerMinute - _used, _log.Count == 0 ? 0 : _log.Last().At + 60 - at);
        }

        private void Forget(double at)
        {
            while (_log.Count > 0 && _log.Peek().At <= at - 60)
                _used -= _log.Dequeue().Units;
        }
    }

    /// <summary>A bucket that refills evenly and holds so many seconds of its flow, two units at least: one late by a breath is not one too many.</summary>
    public sealed class Bucket(double perMinute, double holdsSeconds) : ProviderLimit(perMinute)
    {
        private readonly double _holds = Math.Max(2, perMinute * holdsSeconds / 60);
        private double _left = Math.Max(2, perMinute * holdsSeconds / 60);
        private double _at;

        public override bool Admits(double at, double units, out double wait)
        {
            Refill(at);
            wait = Math.Max(0, (units - _left) * 60 / PerMinute);
            return _left >= units;
        }

        public override void Take(double at, double units)
        {
            Refill(at);
            _left -= units;
        }

        public override (double Left, double Reset) State(double at)
        {
            Refill(at);
            return (Math.Max(0, _left), (_holds - _left) * 60 / PerMinute);
        }

        private void Refill(double at)
        {
            _left = Math.Min(_holds, _left + ((at - _at) * PerMinute / 60));
            _at = at;
        }
    }
}
