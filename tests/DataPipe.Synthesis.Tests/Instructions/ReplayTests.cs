using System.Text.Json;
using DataPipe.Synthesis.Instructions;
using DataPipe.Synthesis.Tests.Support;
using Xunit.Abstractions;

namespace DataPipe.Synthesis.Tests.Instructions;

/// <summary>Replays a public Self-Instruct run from its recorded replies.</summary>
public sealed class ReplayTests(ITestOutputHelper output)
{
    [Fact]
    public void Accepts_the_instructions_that_a_public_run_accepted()
    {
        if (Repository.SharedData("self-instruct") is not { } folder)
        {
            output.WriteLine("skipped: ../shared/data/self-instruct does not exist");
            return;
        }

        var novelty = new Novelty(new InstructionPool());
        foreach (var line in File.ReadLines(Path.Combine(folder, "seed_tasks.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            var text = json.RootElement.GetProperty("instruction").GetString()!;
            novelty.Add(text, text);
        }

        List<(string Text, double Nearest)> recorded = [];
        List<string> replies = [];
        foreach (var line in File.ReadLines(Path.Combine(folder, "machine_generated_instructions.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            var most = json.RootElement.GetProperty("most_similar").EnumerateObject().Max(p => p.Value.GetDouble());
            recorded.Add((json.RootElement.GetProperty("instruction").GetString()!, most));
            var reply = json.RootElement.GetProperty("metadata").GetProperty("response").GetProperty("choices")[0].GetProperty("text").GetString()!;
            if (replies.Count == 0 || replies[^1] != reply) replies.Add(reply);
        }

        var filter = new InstructionFilter(new SelfInstructOptions());
        List<(string Text, double Nearest)> accepted = [];
        foreach (var text in replies.SelectMany(InstructionList.Parse))
        {
            if (filter.Judge(text).IsDrop) continue;
            var (similarity, _) = novelty.Nearest(text);
            if (similarity > 0.7) continue;
            novelty.Add(text, text);
            accepted.Add((text, similarity));
        }

        var same = accepted.Select(a => a.Text.ToUpperInvariant()).Intersect(recorded.Select(r => r.Text.ToUpperInvariant())).Count();
        var scores = accepted.Zip(recorded).Count(p => p.First.Nearest == p.Second.Nearest);
        output.WriteLine($"replies {replies.Count}, recorded {recorded.Count}, accepted {accepted.Count}, same {same}, largest ROUGE-L bit-equal {scores}");
        Assert.Equal(recorded.Select(r => r.Text.ToUpperInvariant()), accepted.Select(a => a.Text.ToUpperInvariant()));
        Assert.Equal(recorded.Select(r => r.Nearest), accepted.Select(a => a.Nearest));
    }
}
