using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;
using DataPipe.Execution.Pipelines;
using DataPipe.Execution.Tasks;
using DataPipe.Storage;
using DataPipe.Storage.Local;
using DataPipe.Teachers.Budget;

namespace DataPipe.Cli.Wiring;

/// <summary>Puts the rooms together: the only place that knows which store, which clock and which teachers a run has.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    private static readonly TimeProvider Time = TimeProvider.System;
    private readonly LocalInputFiles _files = new();
    private readonly WordTokens _tokens = new();

    private readonly SharedTeachers _teachers = new(System.Environment.GetEnvironmentVariable, Time, line => Console.Error.WriteLine(line));

    private readonly SharedEmbedders _embedders = new(System.Environment.GetEnvironmentVariable, Time);

    /// <summary>A workplace with all wings.</summary>
    public Workplace() => Catalogue = Catalogues.All(_teachers, _embedders);

    /// <summary>Everything that pipelines can name.</summary>
    public Catalogue Catalogue { get; }

    /// <summary>Where the calls of teachers are kept, once the run is known.</summary>
    public string LedgerFolder => _teachers.LedgerFolder;

    /// <summary>Reads, checks and binds a pipeline.</summary>
    /// <exception cref="FaultException">It has mistakes, or there is no such file.</exception>
    public BoundPipeline Bind(string file, IReadOnlyList<string> sets)
    {
        if (!File.Exists(file)) throw new FaultException("DP1000", $"no pipeline file '{file}'{Nearby(file)}", null);
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var source = new PipelineSource(file, _files.ReadText(file), folder, System.Environment.CurrentDirectory, sets, System.Environment.GetEnvironmentVariable);
        return new PipelineBinder(Catalogue, _files, _tokens.Name).Bind(source);
    }

    /// <summary>What the tasks of a run share.</summary>
    public TaskSetting Setting(BoundPipeline pipeline, string run)
    {
        _teachers.Serve(pipeline, run);
        _embedders.Serve(pipeline.Section<BudgetOptions>() is not null);
        return new TaskSetting(pipeline, new LocalStore(run), new RecordFormats(), _files, _tokens, Time);
    }

    /// <summary>What teachers wait for, in one line; null when it is nothing worth telling.</summary>
    public string? Status => _teachers.Status;

    /// <summary>Lets the requests under way end, and closes the connections and the ledger of its teachers.</summary>
    public ValueTask DisposeAsync()
    {
        _embedders.Dispose();
        return _teachers.DisposeAsync();
    }

    /// <summary>Folder of a run: the one that was named, or <c>runs/PIPELINE</c>.</summary>
    public static string RunFolder(string? named, BoundPipeline pipeline) => named ?? Path.Combine("runs", pipeline.Definition.Name);

    private static string Nearby(string file)
    {
        var folder = Path.GetDirectoryName(file) is { Length: > 0 } named ? named : ".";
        if (!Directory.Exists(folder)) return $": there is no folder '{folder}'";
        return NearestName.Hint(Path.GetFileName(file), Directory.EnumerateFiles(folder, "*.yaml").Select(f => Path.GetFileName(f)!));
    }
}
