using System.Runtime.InteropServices;

namespace DataPipe.Curation.Dedup.Clustering;

/// <summary>A document that shares a key with one of a finished corpus.</summary>
/// <param name="Document">Its number.</param>
/// <param name="Earlier">Of the other, the place of its corpus in the upper half, its number there in the lower.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct KeyMatch(ulong Document, ulong Earlier);
