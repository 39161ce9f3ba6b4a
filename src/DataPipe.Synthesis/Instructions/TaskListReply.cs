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
    public static TaskListReply Of(Reply reply, InContext shown, string teacher, bool simulated)
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
