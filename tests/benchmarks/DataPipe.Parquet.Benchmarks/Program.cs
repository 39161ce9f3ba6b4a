using DataPipe.Parquet.Benchmarks;
using DataPipe.Parquet.Compression;

// usage: DataPipe.Parquet.Benchmarks speed [MB] [folder of text files or -] [codec]
//        DataPipe.Parquet.Benchmarks memory [GB] [folder of text files]
var folder = args.Length > 2 && args[2] != "-" ? args[2] : null;
switch (args.FirstOrDefault())
{
    case null or "speed":
        await SpeedBenchmark.RunAsync(folder, (args.Length > 1 ? long.Parse(args[1], null) : 128) << 20, args.Length > 3 ? Enum.Parse<CodecKind>(args[3], ignoreCase: true) : null);
        return 0;
    case "memory":
        await MemoryBenchmark.RunAsync(folder, args.Length > 1 ? int.Parse(args[1], null) : 10);
        return 0;
    default:
        Console.Error.WriteLine($"unknown benchmark '{args[0]}': speed or memory");
        return 2;
}
