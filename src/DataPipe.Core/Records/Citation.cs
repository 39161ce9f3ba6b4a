namespace DataPipe.Core.Records;

/// <summary>A passage of a document that an answer rests on: the very characters that stand there.</summary>
/// <param name="Document">Id of the document.</param>
/// <param name="Start">Where it begins, in UTF-16 code units of the document's text.</param>
/// <param name="End">Where it ends, behind its last code unit.</param>
/// <param name="Text">The passage.</param>
public sealed record Citation(string Document, int Start, int End, string Text);
