using DataPipe.Teachers.Benchmarks;

// Usage: dotnet run -c Release --project tests/benchmarks/DataPipe.Teachers.Benchmarks [-- ledger FOLDER | rate | chain FOLDER [REQUESTS]]
// The folder says which medium is measured; without it, the system's temporary folder.
if (args is ["serve", ..])
    await RateBenchmark.ServeAsync(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 0);
else if (args is ["chain", ..])
    await ChainBenchmark.RunAsync(args.Length > 1 ? args[1] : null, args.Length > 2 ? int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : 20_000);
else if (args is ["rate"])
    await RateBenchmark.RunAsync();
else
    await LedgerBenchmark.RunAsync(args.Length > 1 ? args[1] : null);
