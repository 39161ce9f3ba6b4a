using DataPipe.Core.Records;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Judging;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Recipes;

/// <summary>What a recipe asks about one seed, one request after the other. Chance and sampling follow from the seed's id and the number of the call alone.</summary>
/// <param name="id">Id of the seed.</param>
/// <param name="seed">Seed of the pipeline.</param>
/// <param name="teachers">The recipe's teachers.</param>
internal sealed class Interview(string id, long seed, IReadOnlyList<NamedTeacher> teachers)
{
    private readonly List<(CallTrace Trace, NamedTeacher Teacher)> _calls = [];

    /// <summary>The calls so far, in order.</summary>
    public IReadOnlyList<(CallTrace Trace, NamedTeacher Teacher)> Calls => _calls;

    /// <summary>Asks a teacher for one answer.</summary>
    /// <exception cref="Core.Faults.FaultException">DP5001 to DP5007: there is no answer to be had.</exception>
    public async Task<Heard> AskAsync(int teacher, Prompt prompt, CancellationToken cancellation) =>
        (await AskAsync(teacher, prompt with { Samples = 1 }, 1, cancellation))[0];

    /// <summary>Asks a teacher for several answers. A server that gives fewer is asked again, with other seeds; a refusal ends it.</summary>
    public async Task<IReadOnlyList<Heard>> AskAsync(int teacher, Prompt prompt, int answers, CancellationToken cancellation)
    {
        List<Heard> heard = [];
        while (heard.Count < answers)
        {
            var call = _calls.Count;
            var reply = await teachers[teacher].AskAsync(
                prompt with
                {
                    Samples = answers - heard.Count,
                    // What is not sampled has no seed, so that the same request is the same to the ledger wherever it is made.
                    Seed = prompt.Temperature == 0 && answers == 1 ? null : (long)(Bits($"call/{call}") >> 33),
                },
                cancellation);
            _calls.Add((teachers[teacher].Trace(reply), teachers[teacher]));
            if (reply is not Reply.Answered answered)
            {
                heard.Add(new Heard("", null, Heard.Refused, call));
                break;
            }

            for (var i = 0; i < answered.Choices.Count && heard.Count < answers; i++) heard.Add(Hear(answered.Choices[i], call));
        }

        return heard;
    }

    /// <summary>64 uniform bits of chance.</summary>
    public ulong Bits(string what) => Core.Records.Chance.Bits($"{id}/{what}", seed);

    /// <summary>A whole number from 0 to below a bound, each equally likely.</summary>
    public int Below(int bound, string what) => (int)(Bits(what) % (ulong)bound);

    /// <summary>A number in 0..1 (1 excluded).</summary>
    public double Fraction(string what) => Core.Records.Chance.Of($"{id}/{what}", seed);

    private static Heard Hear(Choice choice, int call)
    {
        var (thought, said) = ThinkBlock.Split(choice.Text);
        var text = said.Trim();
        var reasoning = (choice.Reasoning ?? thought)?.Trim();
        var fault = choice.Finish == FinishReason.Filtered || RefusalText.Is(text) ? Heard.Refused
            : choice.IsCutShort ? Heard.CutShort
            : text.Length == 0 ? Heard.Empty
            : (Core.Steps.DropReason?)null;
        return new Heard(text, string.IsNullOrEmpty(reasoning) ? null : reasoning, fault, call);
    }
}
