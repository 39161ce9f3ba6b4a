namespace DataPipe.Synthesis.Style;

/// <summary>A figure that warns of imitation.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Value">Its value.</param>
/// <param name="Bound">The value from which on it warns.</param>
/// <param name="Warns">Whether it does.</param>
/// <param name="Meaning">What that says.</param>
public sealed record StyleFigure(string Name, double Value, double Bound, bool Warns, string Meaning);
