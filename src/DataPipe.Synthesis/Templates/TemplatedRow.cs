namespace DataPipe.Synthesis.Templates;

/// <summary>A row of a data set as one of its templates puts it.</summary>
/// <param name="Id">Name of the set, of the file and the row's number.</param>
/// <param name="Template">Name and hash of the template.</param>
/// <param name="Input">What the user says.</param>
/// <param name="Target">What is answered; empty when the row has nothing there.</param>
internal sealed record TemplatedRow(string Id, string Template, string Input, string Target);
