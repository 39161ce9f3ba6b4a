using DataPipe.Curation.Benchmarks;

// Speed and quality of curation on real input.
// Usage: dotnet run -c Release --project tests/benchmarks/DataPipe.Curation.Benchmarks -- extract ARCHIVE.warc.gz OUT.jsonl [GROUND-TRUTH.jsonl.gz]
if (args is ["extract", var archive, var output, .. { Length: <= 1 } truth])
{
    await ExtractBenchmark.RunAsync(archive, output, truth is [var file] ? file : null);
    return 0;
}

Console.Error.WriteLine("usage: extract ARCHIVE.warc.gz OUT.jsonl [GROUND-TRUTH.jsonl.gz]");
return 2;
