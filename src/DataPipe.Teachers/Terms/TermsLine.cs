using System.Globalization;

namespace DataPipe.Teachers.Terms;

/// <summary>One line of the built-in list of terms; <c>*</c> stands for all.</summary>
/// <param name="Provider">Who serves the model.</param>
/// <param name="Host">The endpoint.</param>
/// <param name="Model">How the model's name starts, in lower case.</param>
/// <param name="OutputsMayTrain">Whether outputs may train other models.</param>
/// <param name="WeightsLicence">Licence of the open weights; null when there are none.</param>
/// <param name="KnownOn">The day it was known.</param>
/// <param name="Url">Address of the terms.</param>
/// <param name="Note">What decides, in short words.</param>
public sealed record TermsLine(
    string Provider, string Host, string Model, TrainingUse OutputsMayTrain, string? WeightsLicence, DateOnly KnownOn, string Url, string Note)
{
    private const int Fields = 8;

    internal static TermsLine Parse(string line)
    {
        var fields = line.Split('\t');
        if (fields.Length != Fields) throw new FormatException($"A line of the list of terms has {fields.Length} fields, not {Fields}: {line}");
        return new TermsLine(
            fields[0], fields[1], fields[2], TermsTable.UseOf(fields[3]), fields[4].Length == 0 ? null : fields[4],
            DateOnly.ParseExact(fields[5], "yyyy-MM-dd", CultureInfo.InvariantCulture), fields[6], fields[7]);
    }
}
