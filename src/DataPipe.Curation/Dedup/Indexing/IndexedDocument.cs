using System.Runtime.InteropServices;
using DataPipe.Curation.Dedup.Signing;

namespace DataPipe.Curation.Dedup.Indexing;

/// <summary>What an index tells of a document: all of it is of the document that stayed for it, often itself.</summary>
/// <param name="Id">Place of its id among the ids of the index.</param>
/// <param name="Text">Hash of its text by the exact rule.</param>
/// <param name="Url">Hash of its URL by its rule; 0 without.</param>
/// <param name="Sketch">A sketch of its signature.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct IndexedDocument(ulong Id, ulong Text, ulong Url, SignatureSketch Sketch);
