using System.Runtime.InteropServices;

namespace DataPipe.Text.Ngrams;

/// <summary>A word of a text as a hash of what it is compared by, and where it stands.</summary>
/// <param name="Hash">64 mixed bits of the word.</param>
/// <param name="Start">Offset of its first byte in the text.</param>
/// <param name="End">Offset behind its last byte.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct HashedWord(ulong Hash, int Start, int End);
