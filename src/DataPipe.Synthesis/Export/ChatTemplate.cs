using DataPipe.Core.Records;

namespace DataPipe.Synthesis.Export;

/// <summary>How a conversation is written as one text for a family of models. Rendered as the models' own templates do, special tokens included.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Render">Writes messages, of which the first question may end in an input that is known apart (else empty); true when the model is to go on, so that the text ends where an answer begins. Every rendering with a last answer begins with that of the messages before it, asked to go on.</param>
public sealed record ChatTemplate(string Name, Func<IReadOnlyList<ChatMessage>, string, bool, string> Render);
