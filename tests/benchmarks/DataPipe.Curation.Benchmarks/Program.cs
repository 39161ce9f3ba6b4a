using DataPipe.Curation.Benchmarks;

// Speed and quality of curation on real input.
// Usage: dotnet run -c Release --project tests/benchmarks/DataPipe.Curation.Benchmarks -- VERB ...
if (args is ["extract", var archive, var output, .. { Length: <= 1 } truth])
{
    await ExtractBenchmark.RunAsync(archive, output, truth is [var file] ? file : null);
    return 0;
}

if (args is ["sort"])
{
    await SortBenchmark.RunAsync();
    return 0;
}

if (args is ["dedup", var folder, .. var sizes])
    return await DedupBenchmark.RunAsync(folder, [.. sizes.Select(s => long.Parse(s, System.Globalization.CultureInfo.InvariantCulture))]);

if (args is ["dedup-run", var pipeline, var run, var stages])
    return await DedupBenchmark.RunOnceAsync(pipeline, run, stages);

if (args is ["passages"])
{
    await PassageBenchmark.RunAsync();
    return 0;
}

if (args is ["signals", .. { Length: <= 1 } size])
{
    await SignalStageBenchmark.RunAsync(size is [var some] ? int.Parse(some, System.Globalization.CultureInfo.InvariantCulture) : 32);
    return 0;
}

if (args is ["blocklists", .. { Length: <= 1 } domains])
{
    BlocklistBenchmark.Run(domains is [var many] ? int.Parse(many, System.Globalization.CultureInfo.InvariantCulture) : 4_000_000);
    return 0;
}

if (args is ["decontamination"])
{
    await DecontaminationBenchmark.RunAsync();
    return 0;
}

if (args is ["filters", .. { Length: <= 2 } corpus])
{
    FilterBenchmark.Run(corpus.Length > 0 ? corpus[0] : null, corpus.Length > 1 ? corpus[1] : null);
    return 0;
}

if (args is ["filter-decisions", var texts, var decisions, .. { Length: <= 1 } rule])
{
    FilterDecisions.Write(texts, decisions, rule is [var words] ? words : "english");
    return 0;
}

if (args is ["substrings", .. var rest])
{
    var megabytes = 64;
    var files = rest.Length > 0 && int.TryParse(rest[0], out megabytes) ? rest[1..] : rest;
    await SubstringBenchmark.RunAsync(megabytes, files);
    return 0;
}

Console.Error.WriteLine("usage: extract ARCHIVE.warc.gz OUT.jsonl [GROUND-TRUTH.jsonl.gz] | sort | dedup FOLDER [DOCUMENTS...] | passages | signals [MEGABYTES] | blocklists [DOMAINS] | decontamination | filters [DOCUMENTS.jsonl[.gz] [FILTER]] | filter-decisions DOCUMENTS.jsonl[.gz] OUT.jsonl [english|treebank] | substrings [MEGABYTES] [FILE.jsonl ...]");
return 2;
