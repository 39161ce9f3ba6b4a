namespace DataPipe.Parquet.Tests.Support;

/// <summary>Tests that measure the process's memory run while no other test does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
