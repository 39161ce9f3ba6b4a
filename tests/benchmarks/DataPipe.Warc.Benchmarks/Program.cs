using System.Globalization;
using DataPipe.Warc.Benchmarks;

// How fast archives are read, in MB of decoded bytes a second of processor time, beside the framework's gzip and libdeflate alone on the same
// bytes. Usage: dotnet run -c Release --project tests/benchmarks/DataPipe.Warc.Benchmarks [-- archive.warc.gz]
var file = args.Length > 0 ? await File.ReadAllBytesAsync(args[0]) : await GeneratedArchive.MakeAsync();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(args.Length > 0 ? args[0] : "generated archive")}: {file.Length} bytes"));
await new ReadBenchmark(file).RunAsync(rounds: 9);
