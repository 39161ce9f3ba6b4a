using DataPipe.Teachers.Budget;
using DataPipe.Teachers.Ledger;
using DataPipe.Teachers.Tests.Ledger;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Teachers.Tests.Budget;

/// <summary>No interleaving of concurrent requests, retries, failures, cancellations, second processes and crashes ends with true spend above a cap.</summary>
public sealed class BudgetProperties
{
    private const int Worlds = 40;

    [Fact]
    public void True_spend_never_passes_a_cap()
    {
        var seeds = Gen.Choose(0, int.MaxValue - 1).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Worlds), Prop.ForAll(seeds, seed => RunAsync(seed).GetAwaiter().GetResult()));
    }

    private static async Task<bool> RunAsync(int seed)
    {
        var chance = new Random(seed);
        var cap = chance.Next(300, 2_500);
        var options = chance.Next(3) switch
        {
            0 => new BudgetOptions { MaxCostPerRun = cap },
            1 => new BudgetOptions { MaxTokensPerLedger = cap },
            _ => new BudgetOptions { MaxCostPerStage = cap, MaxCostPerLedger = cap + 100 },
        };
        var provider = new Provider(chance.Next());
        var folder = new LedgerFolder();
        try
        {
            for (var life = chance.Next(1, 5); life > 0; life--)
            {
                // Up to three processes share the ledger; each has its own idea of it.
                var ledgers = Enumerable.Range(0, chance.Next(1, 4)).Select(_ => folder.Open(new LedgerOptions { SegmentBytes = 1 << 16, MergeFrom = 2 })).ToArray();
                using var stop = new CancellationTokenSource();
                var process = provider.Begin();
                var work = ledgers.SelectMany(ledger =>
                {
                    var teacher = new BudgetTeacher(new ScriptedTeacher((_, token) => process.AnswerAsync(token)), new SpendingCaps(options, ledger, TimeProvider.System), LedgerFolder.Scope, BudgetTests.Price);
                    return Enumerable.Range(0, chance.Next(1, 25)).Select(i => AskAsync(teacher, Prompt.FromUser($"q{i}") with { MaxTokens = Provider.MaxTokens }, stop.Token));
                }).ToArray();
                for (var steps = chance.Next(60); steps > 0; steps--) await Task.Yield();
                if (chance.Next(2) == 0)
                {
                    var next = new LedgerFolder();
                    process.Crash(() => CopyTorn(folder, next, chance));
                    await stop.CancelAsync();
                    await Task.WhenAll(work);
                    foreach (var ledger in ledgers) ledger.Dispose();
                    folder.Dispose();
                    folder = next;
                }
                else
                {
                    if (chance.Next(3) == 0) await stop.CancelAsync();
                    await Task.WhenAll(work);
                    foreach (var ledger in ledgers) ledger.Dispose();
                }

                if (provider.Charged > cap) return false;
            }

            return provider.Charged <= cap;
        }
        finally
        {
            folder.Dispose();
        }
    }

    // As a decorator outside would: an attempt that failed in passing is made again.
    private static async Task AskAsync(BudgetTeacher teacher, Prompt prompt, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                if (await teacher.AskAsync(prompt, cancellation) is not Reply.Failed { Kind: FailureKind.Transient or FailureKind.RateLimited }) return;
            }
            catch (Exception failure) when (failure is OperationCanceledException or InvalidOperationException)
            {
                return;
            }
        }
    }

    // What a crash leaves: all that was synchronised, and any part of what was not. Only a reservation is ever waited for, so what follows the last one may be lost.
    private static void CopyTorn(LedgerFolder from, LedgerFolder to, Random chance)
    {
        foreach (var path in Directory.GetFiles(from.Path, "*.seg"))
        {
            byte[] bytes;
            using (var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            {
                bytes = new byte[source.Length];
                source.ReadExactly(bytes);
            }

            var target = Path.Combine(to.Path, Path.GetFileName(path));
            File.WriteAllBytes(target, bytes);
            var durable = 0L;
            using (var file = File.OpenHandle(target))
            {
                var scanner = new FrameScanner(file, 0, null);
                while (scanner.Next())
                    if (scanner.Header.Kind != RecordKind.Settlement) durable = scanner.Position;
            }

            var length = durable + chance.NextInt64(bytes.Length - durable + 1);
            using var torn = new FileStream(target, FileMode.Open, FileAccess.Write);
            torn.SetLength(length);
            torn.Position = length;
            if (chance.Next(2) == 0) torn.Write(bytes.AsSpan(0, chance.Next(Math.Min(bytes.Length, 50))));
        }
    }

    /// <summary>The provider's own books: what it charges, whatever anyone else believes.</summary>
    private sealed class Provider(int seed)
    {
        public const int MaxTokens = 40;
        private readonly Lock _lock = new();
        private readonly Random _chance = new(seed);

        // Takes as much as a request can, every time: then the bound is all that holds.
        private readonly bool _isGreedy = seed % 2 == 0;

        public long Charged { get; private set; }

        public Life Begin() => new(this);

        public sealed class Life(Provider provider)
        {
            private bool _isOver;

            // From here on nothing that the dead processes do reaches the provider; what reached it is charged.
            public void Crash(Action copy)
            {
                lock (provider._lock)
                {
                    _isOver = true;
                    copy();
                }
            }

            public async Task<Reply> AnswerAsync(CancellationToken cancellation)
            {
                int kind, waits;
                long input, output;
                lock (provider._lock)
                {
                    if (_isOver) throw new OperationCanceledException();
                    (kind, waits) = (provider._chance.Next(9), provider._chance.Next(8));
                    (input, output) = (provider._chance.Next(1, 82), provider._chance.Next(0, MaxTokens + 1));
                    // Refusals by status cost nothing; a timeout, an exception or garbage may have cost as much as a request can.
                    if (provider._isGreedy) (input, output) = (82, MaxTokens);
                    else if (kind is 2 or 3 or 4) (input, output) = provider._chance.Next(4) == 0 ? (0, 0) : (82, MaxTokens);
                    if (kind is not (0 or 1)) provider.Charged += input + output;
                }

                for (; waits > 0; waits--) await Task.Yield();
                if (kind == 4) cancellation.ThrowIfCancellationRequested();
                return kind switch
                {
                    0 => new Reply.Failed(FailureKind.RateLimited, "slow down") { Status = 429 },
                    1 => new Reply.Failed(FailureKind.Transient, "overloaded") { Status = 529 },
                    2 => new Reply.Failed(FailureKind.Transient, "timeout"),
                    3 => throw new InvalidOperationException("broken"),
                    4 => new Reply.Answered([new Choice("a", FinishReason.Stop, [])], Usage.Unreported, "m", null),
                    5 => new Reply.Refused("no") { Usage = new Usage(input, output, 0) },
                    _ => BudgetTests.Answer(input, output),
                };
            }
        }
    }
}
