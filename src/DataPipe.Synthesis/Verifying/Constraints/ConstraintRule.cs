namespace DataPipe.Synthesis.Verifying.Constraints;

/// <summary>A rule about the form of answers: its words for a prompt, its check, and constraints of it by chance.</summary>
/// <param name="Name">Name, kebab-case.</param>
/// <param name="Family">What it is about; two constraints of one family are not put on one prompt.</param>
/// <param name="Wording">A constraint in words, one sentence.</param>
/// <param name="Holds">Whether an answer keeps it.</param>
/// <param name="Choose">A constraint by chance; the argument gives a number from 0 to below a bound.</param>
internal sealed record ConstraintRule(
    string Name, string Family, Func<Constraint, string> Wording, Func<Constraint, string, bool> Holds, Func<Func<int, int>, Constraint> Choose);
