using DataPipe.Teachers.Ledger;

namespace DataPipe.Teachers.Tests.Ledger;

/// <summary>A folder for a ledger, gone after the test.</summary>
internal sealed class LedgerFolder : IDisposable
{
    public static AskScope Scope { get; } = new("run", "stage");

    public string Path { get; } = Directory.CreateTempSubdirectory("ledger-test-").FullName;

    public CallLedger Open(LedgerOptions? options = null) => CallLedger.Open(Path, options ?? new LedgerOptions(), TimeProvider.System);

    public string[] Files(string end) => [.. Directory.GetFiles(Path, "*" + end).Order(StringComparer.Ordinal)];

    public static RequestKey Key(int number) => RequestKey.OfCanonical(BitConverter.GetBytes(number));

    public static LedgerEntry Entry(int number, int sample = 0, EntryOutcome outcome = EntryOutcome.Answer) => new()
    {
        Key = Key(number), Sample = sample, Outcome = outcome, Choice = new Choice($"answer {number}.{sample}", FinishReason.Stop, []),
        Time = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(number), Teacher = "t", Provider = "p", Model = "m",
        Usage = new Usage(10, 5, 0), Cost = 0.25m, Currency = "USD", Scope = Scope,
    };

    /// <summary>Deletes the folder. Whoever gave money back last may still be looking whom it makes room for, under a lock file in it.</summary>
    public void Dispose()
    {
        for (var left = 50; ; left--)
            try
            {
                Directory.Delete(Path, recursive: true);
                return;
            }
            catch (IOException) when (left > 0)
            {
                Thread.Yield();
            }
    }
}
