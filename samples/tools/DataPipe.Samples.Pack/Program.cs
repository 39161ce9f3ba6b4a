using DataPipe.Samples.Pack;

// Usage: pack [output folder]. Without one, the archives go where they are kept, into samples/web.
var samples = SampleArchives.FindSamplesFolder(AppContext.BaseDirectory) ?? SampleArchives.FindSamplesFolder(Directory.GetCurrentDirectory());
if (samples is null)
{
    Console.Error.WriteLine("No folder samples/web/pages was found above the program or the current folder.");
    return 1;
}
var output = args.Length > 0 ? Path.GetFullPath(args[0]) : Path.Combine(samples, "web");
try
{
    var (warcRecords, wetRecords) = await new SampleArchives(samples).WriteAsync(output, CancellationToken.None);
    Console.WriteLine($"{Path.Combine(output, SampleArchives.WarcFileName)}: {warcRecords} records");
    Console.WriteLine($"{Path.Combine(output, SampleArchives.WetFileName)}: {wetRecords} records");
    return 0;
}
catch (SampleException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}
