using System.Collections.Concurrent;
using DataPipe.Core.Faults;
using DataPipe.Execution.Pipelines;
using DataPipe.Synthesis;
using DataPipe.Synthesis.Asking;
using DataPipe.Teachers;
using DataPipe.Teachers.Budget;
using DataPipe.Teachers.Ledger;
using DataPipe.Teachers.Pooling;
using DataPipe.Teachers.Pricing;
using DataPipe.Teachers.Terms;

namespace DataPipe.Cli.Wiring;

/// <summary>
/// The teachers of one run: one connection for each set of options, so that its limits hold for the whole process; around it, for each stage, the budget's caps
/// and the ledger. The simulated teacher costs nothing and answers alike again, so it is kept in a ledger only where the pipeline names one.
/// </summary>
internal sealed class SharedTeachers(Func<string, string?> environment, TimeProvider time, Action<string> warn) : ITeacherSource, IDisposable
{
    private readonly ConcurrentDictionary<(TeacherOptions Options, string Stage), Lazy<ITeacher>> _open = new();
    private readonly ConcurrentDictionary<TeacherOptions, string> _overruled = new();
    private readonly ConcurrentDictionary<TeacherOptions, TeacherTerms> _termsOf = new();
    private readonly Lock _gate = new();
    private LedgerUse? _ledgerUse;
    private BudgetOptions? _budget;
    private TermsUse _terms = new();
    private string _run = "", _folder = "";
    private CallLedger? _ledger;
    private SpendingCaps? _caps;

    /// <summary>Where the calls of the run are kept.</summary>
    public string LedgerFolder => _folder;

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

    public ITeacher Open(TeacherOptions options, string stage) =>
        _open.GetOrAdd((options, stage), key => new Lazy<ITeacher>(() => Create(key.Options, key.Stage))).Value;

    public string? Overruled(TeacherOptions options) => _overruled.GetValueOrDefault(options);

    public TeacherTerms TermsOf(TeacherOptions options) => _termsOf[options];

    public void Dispose()
    {
        foreach (var teacher in _open.Values.Where(t => t.IsValueCreated)) (teacher.Value as IDisposable)?.Dispose();
        _ledger?.Dispose();
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
            var hooks = new PoolHooks { Warn = warn, MayHedge = (prompt, cancellation) => budget is null ? ValueTask.FromResult(true) : budget.MayRepeatAsync(prompt, cancellation) };
            var inner = Checked(TeacherFactory.Create(options, environment, time, hooks, teacher =>
            {
                price = PriceTable.Of(teacher.Identity, options.Price);
                return _caps is null ? teacher : budget = new BudgetTeacher(teacher, _caps, scope, price);
            }), options);
            return new LedgerTeacher(inner, ledger, scope, _ledgerUse?.Replay == true ? LedgerMode.Replay : LedgerMode.Use, price?.Price, time);
        }
        catch (LedgerException broken)
        {
            throw new FaultException("DP5010", broken.Message, broken);
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
