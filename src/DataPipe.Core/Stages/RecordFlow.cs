using System.Globalization;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;

namespace DataPipe.Core.Stages;

/// <summary>A task's records on their way: counted in, through the stage's steps, to the dataset or to the rejects.</summary>
/// <typeparam name="T">Record type.</typeparam>
public sealed class RecordFlow<T> : IAsyncDisposable where T : class, IRecord<T>
{
    private readonly ITaskContext _context;
    private readonly Chain<T> _chain;
    private readonly int _outputNotes;
    private readonly IShardWriter<T> _output;
    private readonly IShardWriter<T>? _rejects;
    private long _quarantined;
    private RecordFailedException? _lastFailure;

    /// <summary>Opens the task's outputs.</summary>
    public RecordFlow(ITaskContext context, ChainPlan steps)
    {
        _context = context;
        _chain = steps.Create<T>();
        context.Tally.Expect(_chain.StepNames);
        _outputNotes = steps.Output.Notes.Count;
        _output = context.CreateOutput<T>();
        _rejects = context.RejectsFraction > 0 ? context.CreateRejects<T>() : null;
    }

    /// <summary>Takes a record in: counts it, runs the steps, writes it or puts it aside.</summary>
    /// <exception cref="RecordFailedException">A step threw and the stage's policy is to stop.</exception>
    public ValueTask OfferAsync(T record, CancellationToken cancellation)
    {
        if (record.Tokens == 0) record = record.CountTokens(_context.TokenCounter);
        _context.Tally.In(record.Tokens, record.SizeBytes);
        return JudgeAsync(record, cancellation);
    }

    /// <summary>Runs a record that is not an input, such as a generated one, through the steps and writes it or puts it aside.</summary>
    /// <exception cref="RecordFailedException">A step threw and the stage's policy is to stop.</exception>
    public ValueTask PassAsync(T record, CancellationToken cancellation)
    {
        if (record.Tokens == 0) record = record.CountTokens(_context.TokenCounter);
        return JudgeAsync(record, cancellation);
    }

    private ValueTask JudgeAsync(T record, CancellationToken cancellation)
    {
        Verdict verdict;
        try
        {
            verdict = _chain.Run(ref record, out var changed);
            if (changed) record = record.CountTokens(_context.TokenCounter);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or OutOfMemoryException))
        {
            return QuarantineAsync(record, failure, cancellation);
        }

        if (verdict.IsDrop) return RejectAsync(record, _chain.CurrentStep, verdict.Reason.Name, null, cancellation);
        _context.Tally.Out(record.Tokens);
        return _output.WriteAsync(record, cancellation);
    }

    /// <summary>Takes a record in as it was, and runs what the stage made of it through the steps: the tokens it lost show in the funnel.</summary>
    /// <exception cref="RecordFailedException">A step threw and the stage's policy is to stop.</exception>
    public ValueTask ReplaceAsync(T record, T changed, CancellationToken cancellation)
    {
        _context.Tally.In(record.Tokens, record.SizeBytes);
        return JudgeAsync(changed.CountTokens(_context.TokenCounter), cancellation);
    }

    /// <summary>Counts a record in and drops it, for stages that judge by other means than steps.</summary>
    public ValueTask DropAsync(T record, string step, DropReason reason, CancellationToken cancellation) => DropAsync(record, step, reason, null, cancellation);

    /// <summary>The same, with what else is known of the matter.</summary>
    public ValueTask DropAsync(T record, string step, DropReason reason, string? details, CancellationToken cancellation)
    {
        _context.Tally.In(record.Tokens, record.SizeBytes);
        return RejectAsync(record, step, reason.Name, details, cancellation);
    }

    /// <summary>Publishes the dataset's and the rejects' shards.</summary>
    /// <exception cref="FaultException">DP4002: more records failed than the policy allows.</exception>
    public async ValueTask CommitAsync(CancellationToken cancellation)
    {
        if (_quarantined > Math.Max(1, _context.Errors.MaxFraction * _context.Tally.RecordsIn)) throw TooManyFailed(_lastFailure);
        await _output.CommitAsync(cancellation);
        if (_rejects is not null) await _rejects.CommitAsync(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _output.DisposeAsync();
        if (_rejects is not null) await _rejects.DisposeAsync();
    }

    private ValueTask QuarantineAsync(T record, Exception failure, CancellationToken cancellation)
    {
        var failed = new RecordFailedException(_chain.CurrentStep, record.Id, failure);
        if (!_context.Errors.Quarantine) throw failed;
        _quarantined++;
        _lastFailure = failed;
        // The share is judged once there are enough records for a share to mean something; a share of 0 means none at any time.
        var allowed = _context.Errors.MaxFraction > 0 ? Math.Max(1, _context.Errors.MaxFraction * Math.Max(100, _context.Tally.RecordsIn)) : 0;
        if (_quarantined > allowed)
            throw TooManyFailed(failed);
        _context.Warn(Rejects.Quarantined, failed.Message);
        return RejectAsync(record, _chain.CurrentStep, Rejects.Quarantined, failed.Message, cancellation);
    }

    private FaultException TooManyFailed(RecordFailedException? last) =>
        new("DP4002", string.Create(CultureInfo.InvariantCulture, $"more than {_context.Errors.MaxFraction:P1} of the records failed; the last: {last?.Message}"), last);

    private ValueTask RejectAsync(T record, string step, string reason, string? details, CancellationToken cancellation)
    {
        _context.Tally.Drop(step, reason, record.Tokens);
        if (_rejects is null || Chance.Of(record.Id, _context.Seed) >= _context.RejectsFraction) return ValueTask.CompletedTask;
        var notes = new NoteValue[_outputNotes + Rejects.Columns.Count];
        for (var i = 0; i < _outputNotes; i++) notes[i] = record.Notes[i];
        notes[_outputNotes] = NoteValue.Of(step);
        notes[_outputNotes + 1] = NoteValue.Of(reason);
        notes[_outputNotes + 2] = NoteValue.Of(details);
        return _rejects.WriteAsync(record.WithNotes(new Notes(notes)), cancellation);
    }
}
