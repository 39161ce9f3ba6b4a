using DataPipe.Core.Records;
using DataPipe.Synthesis.Verifying.Code;
using DataPipe.Synthesis.Verifying.Constraints;
using DataPipe.Synthesis.Verifying.Maths;

namespace DataPipe.Synthesis.Verifying;

/// <summary>Checks the last answer of a conversation against its ground truth.</summary>
/// <param name="sandbox">What unit tests may use.</param>
public sealed class Verifier(SandboxOptions sandbox)
{
    private readonly CodeSandbox _sandbox = new(sandbox);

    /// <summary>Checks one answer. Constraints and answers are pure; unit tests run a process, and what is near a limit of time may come out either way.</summary>
    /// <exception cref="Core.Faults.FaultException">DP1310: code shall be isolated, and cannot be here; DP1311: the language's program is not installed.</exception>
    public async Task<CheckResult> CheckAsync(Sample sample, CancellationToken cancellation)
    {
        if (sample.GroundTruth is null) return CheckResult.Wrong("no ground truth");
        GroundTruth truth;
        try
        {
            truth = GroundTruth.Read(sample.GroundTruth);
        }
        catch (FormatException broken)
        {
            return CheckResult.Wrong(broken.Message);
        }

        var answer = sample.Messages.LastOrDefault(m => m.Role == "assistant")?.Content ?? "";
        switch (truth.Kind)
        {
            case GroundTruth.ConstraintsKind:
                foreach (var constraint in truth.Constraints!)
                    if (!ConstraintRules.Holds(constraint, answer))
                        return CheckResult.Wrong(constraint.Check);
                return CheckResult.Right;
            case GroundTruth.TestsKind:
                return await _sandbox.TestAsync(CodeBlock.Of(answer, truth.Language!), truth.Tests!, truth.Language!, cancellation);
            default:
                var given = FinalAnswer.Of(answer);
                return MathEquality.AreEqual(truth.Answer!, given) ? CheckResult.Right : CheckResult.Wrong($"'{Shown(given)}' is not '{Shown(truth.Answer!)}'");
        }
    }

    private static string Shown(string text) => text.Length <= 80 ? text : $"{text.AsSpan(0, 80)}…";
}
