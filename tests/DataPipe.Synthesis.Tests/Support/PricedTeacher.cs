using System.Globalization;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Tests.Support;

/// <summary>A teacher whose replies have what a ledger adds to them: the hash of the request and what it cost, a little more each time.</summary>
internal sealed class PricedTeacher(ITeacher inner, string currency = "USD") : ITeacher
{
    private readonly Lock _gate = new();
    private int _calls;
    private decimal _spent;

    public TeacherIdentity Identity => inner.Identity;

    public string Id => inner.Id;

    public int Calls => _calls;

    public decimal Spent => _spent;

    public async Task<Reply> AskAsync(Prompt prompt, CancellationToken cancellation)
    {
        var reply = await inner.AskAsync(prompt, cancellation);
        lock (_gate)
        {
            _calls++;
            var cost = 0.001m + (_calls * 0.000000007m);
            _spent += cost;
            return reply with { RequestKey = string.Create(CultureInfo.InvariantCulture, $"{Id}#{_calls}"), Cost = cost, Currency = currency };
        }
    }
}
