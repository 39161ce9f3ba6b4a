using System.Runtime.InteropServices;

namespace DataPipe.Curation.Substrings;

/// <summary>The anchor of a run of windows.</summary>
/// <param name="Key">Hash of its gram: decides the bucket.</param>
/// <param name="Place">Number of the run in its shard; in the bucket the shard's number in the upper 24 bits.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct AnchorEntry(ulong Key, ulong Place);
