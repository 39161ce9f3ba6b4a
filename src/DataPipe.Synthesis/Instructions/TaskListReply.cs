using DataPipe.Synthesis.Asking;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Instructions;

/// <summary>What came of one request for new instructions, between the phases.</summary>
/// <param name="Parents">Ids of the instructions that were shown.</param>
/// <param name="Teacher">Who was asked, <c>provider/model</c>.</param>
/// <param name="Simulated">Whether that teacher is simulated.</param>
/// <param name="Outcome">Answered, refused or cut short.</param>
/// <param name="Text">The raw reply, or the reason of a refusal.</param>
internal sealed record TaskListReply(IReadOnlyList<string> Parents, string Teacher, bool Simulated, ReplyOutcome Outcome, string Text)
{
    /// <summary>The call; null when an earlier version made it.</summary>
    public CallTrace? Call { get; init; }

    /// <summary>The most restrictive use of the instructions that were shown; null when people wrote them.</summary>
    public string? ParentsUse { get; init; }

    public static TaskListReply Of(Reply reply, InContext shown, NamedTeacher teacher) =>
        Of(reply, shown, teacher.Identity, teacher.Simulated) with { Call = teacher.Trace(reply), ParentsUse = shown.Use };

    private static TaskListReply Of(Reply reply, InContext shown, string teacher, bool simulated)
    {
        string[] parents = [.. shown.Examples.Select(e => e.Id)];
        return reply switch
        {
            Reply.Answered { Choices: [{ Finish: FinishReason.Filtered } filtered, ..] } => new(parents, teacher, simulated, ReplyOutcome.Refused, filtered.Text),
            Reply.Answered { Choices: [{ IsCutShort: true } cut, ..] } => new(parents, teacher, simulated, ReplyOutcome.CutShort, cut.Text),
            Reply.Answered { Choices: [var whole, ..] } => new(parents, teacher, simulated, ReplyOutcome.Answered, whole.Text),
            _ => new(parents, teacher, simulated, ReplyOutcome.Refused, (reply as Reply.Refused)?.Reason ?? ""),
        };
    }
}
