namespace DataPipe.Curation.Tests;

/// <summary>Tests that measure the whole process: no others run beside them.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class AloneCollection;
