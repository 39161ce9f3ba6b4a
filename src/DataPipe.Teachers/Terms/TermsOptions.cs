namespace DataPipe.Teachers.Terms;

/// <summary>The terms a teacher is used under, where the built-in list does not know them or a contract says otherwise.</summary>
public sealed record TermsOptions
{
    /// <summary>Whose terms they are; null to look it up.</summary>
    public string? Provider { get; init; }

    /// <summary>Address of the terms; null to look it up.</summary>
    public string? Url { get; init; }

    /// <summary>The day they were read, such as <c>2025-06-30</c>; null to look it up.</summary>
    public string? ReadOn { get; init; }

    /// <summary>Whether outputs may train other models: <c>allowed</c>, <c>forbidden</c> or <c>unclear</c>; null to look it up.</summary>
    public string? OutputsMayTrain { get; init; }

    /// <summary>Licence of the model's open weights; null to look it up, or when there are none.</summary>
    public string? WeightsLicence { get; init; }
}
