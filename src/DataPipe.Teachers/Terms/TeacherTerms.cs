namespace DataPipe.Teachers.Terms;

/// <summary>The terms of one teacher, as they go into provenance. What the list says is what was known on a day, and no legal advice.</summary>
/// <param name="Teacher">The model, with its provider before a slash.</param>
/// <param name="Provider">Whose terms they are.</param>
/// <param name="OutputsMayTrain">Whether outputs may train other models.</param>
/// <param name="Url">Address of the terms; null when none is known.</param>
/// <param name="ReadOn">The day they were read or known; null when none are.</param>
/// <param name="WeightsLicence">Licence of the open weights; null when there are none or it is unknown.</param>
/// <param name="Note">What decides, in short words; null when there is nothing to say.</param>
public sealed record TeacherTerms(
    string Teacher, string Provider, TrainingUse OutputsMayTrain, string? Url, DateOnly? ReadOn, string? WeightsLicence, string? Note);
