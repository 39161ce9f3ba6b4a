using DataPipe.Core.Records;
using DataPipe.Core.Steps;

namespace DataPipe.Synthesis.Conversations;

/// <summary>A conversation as it was read.</summary>
/// <param name="Id">Its id; empty when it has none.</param>
/// <param name="Turns">The turns, with roles user, assistant and system.</param>
/// <param name="Language">ISO 639 code where the file says so; else null.</param>
/// <param name="Fault">Why it cannot be used; null when it can.</param>
internal sealed record RawConversation(string Id, IReadOnlyList<ChatMessage> Turns, string? Language, DropReason? Fault);
