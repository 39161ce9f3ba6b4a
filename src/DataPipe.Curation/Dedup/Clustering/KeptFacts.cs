using System.Runtime.InteropServices;
using DataPipe.Curation.Dedup.Signing;

namespace DataPipe.Curation.Dedup.Clustering;

/// <summary>Of a document of a cluster, what is known of the one that stays for it: what an index tells later stages.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct KeptFacts(ulong Document, ulong Text, ulong Url, SignatureSketch Sketch);
