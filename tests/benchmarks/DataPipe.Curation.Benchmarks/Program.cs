using DataPipe.Curation.Benchmarks;

// Speed and quality of curation on real input.
// Usage: dotnet run -c Release --project tests/benchmarks/DataPipe.Curation.Benchmarks -- extract ARCHIVE.warc.gz OUT.jsonl
if (args is ["extract", var archive, var output])
{
    await ExtractBenchmark.RunAsync(archive, output);
    return 0;
}

Console.Error.WriteLine("usage: extract ARCHIVE.warc.gz OUT.jsonl");
return 2;
