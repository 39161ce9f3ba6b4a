namespace DataPipe.Core.Records;

/// <summary>Where a generated record came from: which teacher made it, how, and out of what.</summary>
/// <param name="Generator">The recipe, such as <c>self-instruct</c>, or <c>human</c> for a written one.</param>
/// <param name="Teacher">Identity of the teacher (<c>provider/model</c>), or null where no model took part.</param>
/// <param name="Simulated">Whether the teacher was the simulated one: such records demonstrate and test, they teach nothing.</param>
/// <param name="Prompt">Name, version and hash of the prompt, or null.</param>
/// <param name="Parents">Ids of the records it was made from.</param>
public sealed record Provenance(string Generator, string? Teacher, bool Simulated, string? Prompt, IReadOnlyList<string> Parents)
{
    /// <summary>Digits behind the point that a cost is kept with: a billionth of the currency, less than one token of any price.</summary>
    public const int CostDecimals = 9;

    /// <summary>The model as its provider named it in the reply, which says its version; null where no model took part or it was not said.</summary>
    public string? Model { get; init; }

    /// <summary>Hashes of the calls that it was made by, as the ledger has them; empty when no ledger was kept.</summary>
    public IReadOnlyList<string> Requests { get; init; } = [];

    /// <summary>What those calls cost when they were made, in <see cref="Currency"/>, a call that made several records in equal parts; null when that is unknown.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Currency of the cost, three letters; null when there is none.</summary>
    public string? Currency { get; init; }

    /// <summary>Whether it may train models, by the terms of its teachers and the use of its parents: <c>allowed</c>, <c>unclear</c> or <c>forbidden</c>; null when nothing is known, or nobody but people wrote it.</summary>
    public string? Use { get; init; }

    /// <summary>Written by people.</summary>
    public static Provenance Human(string generator) => new(generator, null, false, null, []);
}
