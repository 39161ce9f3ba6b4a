namespace DataPipe.Core.Records;

/// <summary>A conversation for supervised fine-tuning.</summary>
/// <param name="Id">Stable identity from the content.</param>
/// <param name="Messages">The turns, in order.</param>
/// <param name="Task">What the conversation is an example of.</param>
/// <param name="Provenance">Where it came from.</param>
public sealed record Sample(string Id, IReadOnlyList<ChatMessage> Messages, TaskLabel Task, Provenance Provenance) : IRecord<Sample>
{
    /// <inheritdoc/>
    public static RecordType Type => RecordType.Sample;

    /// <summary>What a right answer is checked against, as the check wants it: a number or expression, constraints or unit tests as JSON; null where nothing checks.</summary>
    public string? GroundTruth { get; init; }

    /// <summary>The passages of documents that the answer rests on.</summary>
    public IReadOnlyList<Citation> Citations { get; init; } = [];

    /// <inheritdoc/>
    public long Tokens { get; init; }

    /// <inheritdoc/>
    public Notes Notes { get; init; }

    /// <inheritdoc/>
    public long SizeBytes => ChatMessage.CountBytes(Messages);

    /// <inheritdoc/>
    public Sample WithNotes(Notes notes) => this with { Notes = notes };

    /// <inheritdoc/>
    public Sample CountTokens(ITokenCounter counter) => this with { Tokens = ChatMessage.CountTokens(Messages, counter) };
}
