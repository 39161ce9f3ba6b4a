using System.Runtime.InteropServices;

namespace DataPipe.Curation.Dedup.Signing;

/// <summary>What is known of a document without its text. The first four decide, smallest first, which of several is kept.</summary>
/// <param name="Rank">By the keep rule.</param>
/// <param name="Order">Hash of the id.</param>
/// <param name="Tie">Hash of source and URL, for different documents of one id.</param>
/// <param name="Text">Hash of the text by the exact rule.</param>
/// <param name="Url">Hash of the URL by its rule; 0 without.</param>
/// <param name="Sketch">A sketch of the signature.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct DocumentFacts(ulong Rank, ulong Order, ulong Tie, ulong Text, ulong Url, SignatureSketch Sketch);
