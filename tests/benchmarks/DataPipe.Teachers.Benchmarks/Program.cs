using DataPipe.Teachers.Benchmarks;

// Usage: dotnet run -c Release --project tests/benchmarks/DataPipe.Teachers.Benchmarks [-- ledger FOLDER | rate]
// The folder says which medium is measured; without it, the system's temporary folder.
if (args is ["serve"])
    await RateBenchmark.ServeAsync();
else if (args is ["rate"])
    await RateBenchmark.RunAsync();
else
    await LedgerBenchmark.RunAsync(args.Length > 1 ? args[1] : null);
