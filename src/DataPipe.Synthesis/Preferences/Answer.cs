using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Judging;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Preferences;

/// <summary>One answer to a prompt, between the phases.</summary>
/// <param name="Teacher">Who answered, <c>provider/model</c>.</param>
/// <param name="Simulated">Whether that teacher is simulated.</param>
/// <param name="State">How it came out.</param>
/// <param name="Text">Its text without white space at the ends.</param>
/// <param name="PromptHash">Hash of the conversation that was answered: a pair must have one and the same.</param>
internal sealed record Answer(string Teacher, bool Simulated, AnswerState State, string Text, string PromptHash)
{
    /// <summary>The call that gave it, and maybe others; null when an earlier version made it.</summary>
    public CallTrace? Call { get; init; }

    /// <summary>Whether it can stand in a pair at all.</summary>
    public bool IsUsable => Text.Length > 0;

    /// <summary>Whether it may be the better one of a pair.</summary>
    public bool CanBeChosen => State == AnswerState.Whole;

    /// <summary>The answer that a choice of a reply is.</summary>
    public static Answer Of(Choice choice, string teacher, bool simulated, string promptHash)
    {
        var text = choice.Text.Trim();
        var state = text.Length == 0 ? AnswerState.Empty
            : choice.Finish == FinishReason.Filtered || RefusalText.Is(text) ? AnswerState.Refused
            : choice.IsCutShort ? AnswerState.CutShort
            : AnswerState.Whole;
        return new Answer(teacher, simulated, state, text, promptHash);
    }
}
