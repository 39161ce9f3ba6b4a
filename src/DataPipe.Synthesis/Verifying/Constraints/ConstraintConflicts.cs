namespace DataPipe.Synthesis.Verifying.Constraints;

/// <summary>Which rules cannot be kept together, or hardly.</summary>
internal static class ConstraintConflicts
{
    // Rules that determine the whole answer stand alone.
    private const string Whole = "whole";

    private static readonly (string One, string Other)[] Pairs =
    [
        ("case", "start"), ("case", "end"), ("case", "postscript"), ("case", "sections"), ("case", "words"), ("case", "language"), ("case", "letters"), ("language", "words"), ("language", "forbidden"), ("language", "letters"),
        ("language", "start"), ("language", "end"), ("language", "sections"), ("language", "postscript"), ("start", "paragraphs"), ("end", "postscript"), ("sections", "digits"), ("list", "digits"),
        ("start", "length"), ("list", "sentences"), ("start", "title"), ("punctuation", "start"), ("paragraphs", "list"), ("paragraphs", "table"), ("paragraphs", "code"), ("paragraphs", "sections"), ("highlights", "list"),
    ];

    public static bool CanStandTogether(string name, string other)
    {
        var (one, two) = (ConstraintRules.FamilyOf(name), ConstraintRules.FamilyOf(other));
        if (one == two || one == Whole || two == Whole) return false;
        foreach (var (a, b) in Pairs)
            if ((a == one && b == two) || (a == two && b == one))
                return false;
        return true;
    }
}
