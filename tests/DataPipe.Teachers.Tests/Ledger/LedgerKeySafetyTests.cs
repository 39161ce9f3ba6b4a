using System.Text;
using DataPipe.Teachers.Budget;
using DataPipe.Teachers.Ledger;
using DataPipe.Teachers.Pricing;

namespace DataPipe.Teachers.Tests.Ledger;

public sealed class LedgerKeySafetyTests
{
    [Fact]
    public async Task No_byte_of_a_ledger_or_its_export_holds_the_key_even_when_the_provider_repeats_it()
    {
        using var folder = new LedgerFolder();
        // An answer, a refusal to authenticate and a broken gateway that all repeat the key they were sent.
        await using var server = await FaultServer.StartAsync((hit, context) => (hit % 3) switch
        {
            0 => FaultServer.WriteAsync(context, 200, FaultServer.Completion("an answer"), ("x-request-id", "req_1")),
            1 => FaultServer.WriteAsync(context, 401, $$$"""{"error":{"message":"Incorrect API key provided: {{{Asking.Key}}}","code":"invalid_api_key"}}"""),
            _ => FaultServer.WriteAsync(context, 500, $"bad header Authorization: Bearer {Asking.Key}"),
        });
        var export = new System.Buffers.ArrayBufferWriter<byte>();
        using (var ledger = folder.Open())
        {
            var caps = new SpendingCaps(new BudgetOptions { MaxCostPerRun = 1_000 }, ledger, TimeProvider.System);
            var price = new KnownPrice(new ModelPrice("USD", 1, 1), 100, null, null);
            var options = Asking.Options(server.Endpoint) with { MaxAttempts = 1 };
            for (var i = 0; i < 6; i++)
            {
                // A teacher for each, since one that was refused its key asks no more.
                using var provider = (IDisposable)TeacherFactory.Create(options, Asking.Environment, TimeProvider.System);
                var teacher = new LedgerTeacher(new BudgetTeacher((ITeacher)provider, caps, LedgerFolder.Scope, price), ledger, LedgerFolder.Scope, LedgerMode.Use, price.Price, TimeProvider.System);
                _ = await teacher.AskAsync(Prompt.FromUser($"question {i}"), CancellationToken.None);
            }

            var tally = Assert.Single(ledger.Summary().Tallies, t => t.Answers > 0);
            Assert.Equal(6, ledger.Entries().Count());
            Assert.Equal(2, tally.Answers);
            foreach (var entry in ledger.Entries()) EntryLines.Write(export, entry, ledger.FindRequest(entry.Key));
        }

        Assert.Contains("Unauthorised", Encoding.UTF8.GetString(export.WrittenSpan), StringComparison.Ordinal);
        foreach (var bytes in Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Select(File.ReadAllBytes).Append(export.WrittenSpan.ToArray()))
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Asking.Key)) < 0);
    }
}
