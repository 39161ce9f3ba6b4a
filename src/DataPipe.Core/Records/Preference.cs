namespace DataPipe.Core.Records;

/// <summary>A prompt with a better and a worse answer, for reward models and preference optimisation.</summary>
/// <param name="Id">Stable identity from the content.</param>
/// <param name="Prompt">The conversation up to the answers.</param>
/// <param name="Chosen">The better answer.</param>
/// <param name="Rejected">The worse answer.</param>
/// <param name="Verdicts">Who judged, and how.</param>
/// <param name="Provenance">Where the pair came from.</param>
public sealed record Preference(
    string Id,
    IReadOnlyList<ChatMessage> Prompt,
    IReadOnlyList<ChatMessage> Chosen,
    IReadOnlyList<ChatMessage> Rejected,
    IReadOnlyList<JudgeVerdict> Verdicts,
    Provenance Provenance) : IRecord<Preference>
{
    /// <inheritdoc/>
    public static RecordType Type => RecordType.Preference;

    /// <summary>Share of judged comparisons that the chosen answer won, 0..1, a tie counting one half.</summary>
    public double ChosenScore { get; init; }

    /// <summary>The same for the rejected answer.</summary>
    public double RejectedScore { get; init; }

    /// <inheritdoc/>
    public long Tokens { get; init; }

    /// <inheritdoc/>
    public Notes Notes { get; init; }

    /// <summary>Whether the better and the worse answer say the same, turn by turn, but for white space around it: such a pair teaches nothing.</summary>
    public bool HasEqualAnswers
    {
        get
        {
            if (Chosen.Count != Rejected.Count) return false;
            for (var i = 0; i < Chosen.Count; i++)
                if (Chosen[i].Role != Rejected[i].Role || !Chosen[i].Content.AsSpan().Trim().SequenceEqual(Rejected[i].Content.AsSpan().Trim()))
                    return false;
            return true;
        }
    }

    /// <inheritdoc/>
    public long SizeBytes => ChatMessage.CountBytes(Prompt) + ChatMessage.CountBytes(Chosen) + ChatMessage.CountBytes(Rejected);

    /// <inheritdoc/>
    public Preference WithNotes(Notes notes) => this with { Notes = notes };

    /// <inheritdoc/>
    public Preference CountTokens(ITokenCounter counter) => this with
    {
        Tokens = ChatMessage.CountTokens(Prompt, counter) + ChatMessage.CountTokens(Chosen, counter) + ChatMessage.CountTokens(Rejected, counter),
    };
}
