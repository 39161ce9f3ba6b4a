using System.Text.RegularExpressions;

namespace DataPipe.Teachers.Simulated;

/// <summary>A conversation whose user's next message is wanted: a question that goes on, or the mark by which it ends. Source of the form: UltraChat, arXiv:2305.14233.</summary>
internal sealed partial class UserTurnShape : IAnswerShape
{
    private const string Conversation = "[Conversation]";
    private const string Next = "[Next Message]";
    private const double EndFraction = 0.2;

    private static readonly string[] Frames =
    [
        "Can you say more about {0}?", "What would change if {0} were not there?", "Could you give an example of {0}?", "And how does that compare with {1}?", "Why does {0} matter so much?",
        "What would you tell {2} about that?",
    ];

    public string? TryAnswer(Asked asked)
    {
        if (!Sections.EndsWith(asked.Text, Next) || Sections.Under(asked.Text, Conversation, Next) is not { Length: > 0 } conversation) return null;
        var chance = asked.Chance;
        if (EndMark().Match(asked.Prompt.Messages[0].Content + asked.Text) is { Success: true } end && chance.Hits(EndFraction)) return end.Value;
        var words = ContentWords.Of(conversation.AsSpan(Math.Max(0, conversation.LastIndexOf("[assistant]", StringComparison.Ordinal))));
        return chance.Of(Frames)
            .Replace("{0}", words.Count > 0 ? chance.Of(words) : "that", StringComparison.Ordinal).Replace("{1}", chance.Of(Vocabulary.Topics), StringComparison.Ordinal)
            .Replace("{2}", chance.Of(Vocabulary.People), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\[\[\w{2,20}\]\]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EndMark();
}
