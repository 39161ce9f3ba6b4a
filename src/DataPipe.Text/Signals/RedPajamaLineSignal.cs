namespace DataPipe.Text.Signals;

/// <summary>The quality signals of every line by RedPajama-V2's definitions, in the order of its code.</summary>
public enum RedPajamaLineSignal
{
    /// <summary>How often the word javascript stands in it, normalised.</summary>
    JavascriptCount,

    /// <summary>Whether it ends with . ! ? or ”.</summary>
    EndsWithTerminalPunctuation,

    /// <summary>Its normalised words.</summary>
    Words,

    /// <summary>Capital letters by its characters, its line end among them.</summary>
    UppercaseLetterFraction,

    /// <summary>Numeric characters by characters, normalised.</summary>
    NumericalCharsFraction,

    /// <summary>Whether it begins with a bullet.</summary>
    StartsWithBulletPoint,
}
