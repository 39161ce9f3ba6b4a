namespace DataPipe.Teachers.Terms;

/// <summary>A teacher that was taken against a policy, for provenance.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Terms">The terms that it refuses.</param>
/// <param name="Reason">Why the teacher was taken all the same, in the words of who decided.</param>
public sealed record TermsOverride(string Policy, TeacherTerms Terms, string Reason);
