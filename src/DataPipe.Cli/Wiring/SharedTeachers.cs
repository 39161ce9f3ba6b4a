using System.Collections.Concurrent;
using DataPipe.Core.Faults;
using DataPipe.Execution.Pipelines;
using DataPipe.Synthesis;
using DataPipe.Synthesis.Asking;
using DataPipe.Teachers;
using DataPipe.Teachers.Batches;
using DataPipe.Teachers.Budget;
using DataPipe.Teachers.Ledger;
using DataPipe.Teachers.Pooling;
using DataPipe.Teachers.Pricing;
using DataPipe.Teachers.Rate;
using DataPipe.Teachers.Terms;

namespace DataPipe.Cli.Wiring;

/// <summary>
/// The teachers of one run: one for each set of options and stage, with the rate limits of their keys shared by all, and around each the budget's caps, the way by batch and the ledger. The
/// simulated teacher costs nothing and answers alike again, so it is kept in a ledger only where the pipeline names one.
/// </summary>
internal sealed class SharedTeachers(Func<string, string?> environment, TimeProvider time, Action<string> warn) : ITeacherSource, IAsyncDisposable
{
    private readonly Dictionary<string, Dictionary<TeacherOptions, Lazy<ITeacher>>> _open = new(StringComparer.Ordinal);
    private readonly List<BatchedTeacher> _batched = [];
    private readonly ConcurrentDictionary<TeacherOptions, string> _overruled = new(SameTeacher.Comparer);
    private readonly ConcurrentDictionary<TeacherOptions, TeacherTerms> _termsOf = new(SameTeacher.Comparer);
    private readonly SharedLimits _limits = new(time);
    private readonly BatchBoard _board = new();
    private readonly Lock _gate = new();
    private LedgerUse? _ledgerUse;
    private BudgetOptions? _budget;
    private TermsUse _terms = new();
    private string _run = "", _folder = "";
    private CallLedger? _ledger;
    private SpendingCaps? _caps;

    /// <summary>Where the calls of the run are kept.</summary>
    public string LedgerFolder => _folder;

    /// <summary>How far batches are; null when there are none under way.</summary>
    public string? Status => _board.Status;

    /// <summary>Says which run the teachers are for, before the first is opened.</summary>
    /// <exception cref="FaultException">DP5008: the pipeline sets caps that nothing could be counted for.</exception>
    public void Serve(BoundPipeline pipeline, string runFolder)
    {
        _run = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(runFolder)));
        _ledgerUse = pipeline.Section<LedgerUse>();
        _budget = pipeline.Section<BudgetOptions>();
        _terms = pipeline.Section<TermsUse>() ?? new TermsUse();
        _folder = _ledgerUse?.Folder is { } named ? Path.Combine(named.Folder, named.Pattern) : Path.Combine(runFolder, "ledger");
        if (_budget is not null && _ledgerUse?.Replay == true)
            throw new FaultException("DP5008", "'budget' and 'ledger: {replay: true}' do not go together: replay sends nothing, so there is nothing to spend. Take one of them out", null);
    }

    public ITeacher Open(TeacherOptions options, string stage)
    {
        Lazy<ITeacher>? teacher;
        lock (_open)
        {
            if (!_open.TryGetValue(stage, out var teachers)) _open[stage] = teachers = new(SameTeacher.Comparer);
            if (!teachers.TryGetValue(options, out teacher)) teachers[options] = teacher = new Lazy<ITeacher>(() => Create(options, stage));
        }

        return teacher.Value;
    }

    public string? Overruled(TeacherOptions options) => _overruled.GetValueOrDefault(options);

    public TeacherTerms TermsOf(TeacherOptions options) => _termsOf[options];

    /// <summary>Lets what is under way end, so that what it costs is not lost, and closes the connections and the ledger.</summary>
    public async ValueTask DisposeAsync()
    {
        ITeacher[] teachers;
        lock (_open) teachers = [.. _open.Values.SelectMany(t => t.Values).Where(t => t.IsValueCreated).Select(t => t.Value)];
        if (_board.Requests is > 0 and var inBatches)
            warn($"{inBatches} {(inBatches == 1 ? "request is" : "requests are")} under way in batches and go on at the provider: the same command collects them");
        LedgerTeacher[] kept = [.. teachers.OfType<LedgerTeacher>()];
        if (kept.Sum(t => t.UnderWay) is > 0 and var left)
            warn($"waiting for {left} {(left == 1 ? "request under way, so that what it costs" : "requests under way, so that what they cost")} is not lost (at most 'stop-grace')");
        await Task.WhenAll(kept.Select(t => t.LandAsync()));
        foreach (var batched in _batched) await batched.DisposeAsync();
        foreach (var teacher in teachers) (teacher as IDisposable)?.Dispose();
        _ledger?.Dispose();
        _limits.Dispose();
    }

    private ITeacher Create(TeacherOptions options, string stage)
    {
        var isKept = options.Kind != "simulated" || _ledgerUse is not null || _budget is not null;
        if (!isKept) return Checked(TeacherFactory.Create(options, environment, time), options);
        try
        {
            var ledger = Ledger();
            var scope = new AskScope(_run, stage);
            BudgetTeacher? budget = null;
            var price = default(KnownPrice);
            var hooks = new PoolHooks
            {
                Limits = _limits, Warn = warn, MayHedge = (prompt, cancellation) => budget is null ? ValueTask.FromResult(true) : budget.MayRepeatAsync(prompt, cancellation),
            };
            var inner = Checked(TeacherFactory.Create(options, environment, time, hooks, teacher =>
            {
                price = PriceTable.Of(teacher.Identity, options.Price);
                return _caps is null ? teacher : budget = new BudgetTeacher(teacher, _caps, scope, price);
            }), options);
            var isReplay = _ledgerUse?.Replay == true;
            if (options.Batch is not null && !isReplay) inner = Batched(inner, options, scope, price!, ledger);
            return new LedgerTeacher(inner, ledger, scope, isReplay ? LedgerMode.Replay : LedgerMode.Use, price?.Price, time);
        }
        catch (LedgerException broken)
        {
            throw new FaultException("DP5010", broken.Message, broken);
        }
    }

    private BatchedTeacher Batched(ITeacher online, TeacherOptions options, AskScope scope, KnownPrice price, CallLedger ledger)
    {
        lock (_gate)
        {
            var batched = new BatchedTeacher(online, options, _caps ?? new SpendingCaps(new BudgetOptions(), ledger, time), scope, price, ledger, environment, time, _board);
            _batched.Add(batched);
            return batched;
        }
    }

    private ITeacher Checked(ITeacher teacher, TeacherOptions options)
    {
        try
        {
            var terms = _termsOf[options] = TermsTable.Of(teacher.Identity, options.Terms);
            if (TermsPolicy.Check(_terms.Policy, terms, options.TermsOverride) is { } overruled)
                _overruled[options] = $"{teacher.Identity.Provider}/{teacher.Identity.Model}: the pipeline asks for '{overruled.Policy}', and the terms ({overruled.Terms.Provider}, {overruled.Terms.Url}) say '{TermsTable.NameOf(overruled.Terms.OutputsMayTrain)}'; asked all the same: {overruled.Reason}";
            return teacher;
        }
        catch
        {
            (teacher as IDisposable)?.Dispose();
            throw;
        }
    }

    private CallLedger Ledger()
    {
        lock (_gate)
        {
            if (_ledger is not null) return _ledger;
            _ledger = CallLedger.Open(_folder, new LedgerOptions { ReadOnly = _ledgerUse?.Replay == true }, time);
            if (_budget is not null) _caps = new SpendingCaps(_budget, _ledger, time);
            return _ledger;
        }
    }
}
