namespace DataPipe.Synthesis.Verifying.Constraints;

/// <summary>Table of contents: the rules that answers can be checked by. Source: in the manner of IFEval (Zhou et al. 2023, arXiv:2311.07911), whose 25 kinds are among them; words and code are ours.</summary>
public static class ConstraintRules
{
    private static readonly Dictionary<string, ConstraintRule> Rules =
        new List<ConstraintRule>([.. WordRules.All, .. LengthRules.All, .. FormatRules.All, .. CaseRules.All, .. EdgeRules.All]).ToDictionary(r => r.Name, StringComparer.Ordinal);

    /// <summary>Names of all rules, in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Rules.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether an answer keeps a constraint; one of an unknown rule is never kept.</summary>
    public static bool Holds(Constraint constraint, string answer) =>
        Rules.TryGetValue(constraint.Check, out var rule) && answer.Trim().Length > 0 && rule.Holds(constraint, answer.ReplaceLineEndings("\n").Trim());

    /// <summary>A constraint in words, as a sentence for a prompt.</summary>
    /// <exception cref="KeyNotFoundException">No rule has the name.</exception>
    public static string Wording(Constraint constraint) => Rules[constraint.Check].Wording(constraint);

    /// <summary>What a rule is about: two constraints of one family are not put on one prompt.</summary>
    /// <exception cref="KeyNotFoundException">No rule has the name.</exception>
    public static string FamilyOf(string name) => Rules[name].Family;

    /// <summary>A constraint of a rule by chance.</summary>
    /// <param name="name">Name of the rule.</param>
    /// <param name="below">Gives a number from 0 to below a bound.</param>
    /// <exception cref="KeyNotFoundException">No rule has the name.</exception>
    public static Constraint Choose(string name, Func<int, int> below) => Rules[name].Choose(below);
}
