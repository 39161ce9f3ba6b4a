namespace DataPipe.Teachers.Terms;

/// <summary>What a pipeline demands of its teachers' terms.</summary>
public static class TermsPolicy
{
    /// <summary>Takes every teacher.</summary>
    public const string Any = "any";

    /// <summary>Takes teachers whose outputs may train other models.</summary>
    public const string TrainAllowed = "train-allowed";

    /// <summary>Checks a teacher before its first call.</summary>
    /// <param name="policy"><see cref="Any"/> or <see cref="TrainAllowed"/>.</param>
    /// <param name="terms">The teacher's terms.</param>
    /// <param name="overrideReason">Why the teacher is taken all the same; null when it is not to be.</param>
    /// <returns>What was overridden, for provenance; null when nothing had to be.</returns>
    /// <exception cref="TeacherConfigurationException">The policy refuses the teacher, or is unknown.</exception>
    public static TermsOverride? Check(string policy, TeacherTerms terms, string? overrideReason)
    {
        if (policy is not (Any or TrainAllowed))
            throw new TeacherConfigurationException("Terms", $"Unknown policy '{policy}'.", $"Choose {Any} or {TrainAllowed}.");
        if (policy == Any || terms.OutputsMayTrain == TrainingUse.Allowed) return null;
        if (!string.IsNullOrWhiteSpace(overrideReason)) return new TermsOverride(policy, terms, overrideReason.Trim());
        var reasons = string.Join(" ", PermittedUse.Of(terms).Reasons);
        throw new TeacherConfigurationException(
            "Terms",
            $"The pipeline takes only teachers whose outputs may train other models ('terms: {TrainAllowed}'). {reasons}",
            "Choose another teacher; or give this one 'terms' of its own where a contract says otherwise; or a 'terms-override' with the reason, which is recorded with the data.");
    }
}
