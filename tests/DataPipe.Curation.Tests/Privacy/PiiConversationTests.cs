using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Privacy;

namespace DataPipe.Curation.Tests.Privacy;

public class PiiConversationTests
{
    private static readonly string[] Pieces =
    [
        "jane@example.com", "bob@example.org", "8.8.8.8", "2001:4860:4860::8888", "(212) 555-0147", "4111 1111 1111 1111", "GB82 WEST 1234 5698 7654 32", "AKIAIOSFODNN7EXAMPLE", "token: 9f86d081884c7d659a2feaa0c55ad015",
        "A river", "rose 🌊", "in 1984", "«été»", "\ud800", "@", "::", "a.b.c", "|||", "\"",
    ];

    private static readonly PiiOptions Turns = new() { Replacements = new Dictionary<string, IReadOnlyList<string>> { ["email"] = ["email@example.com", "firstname.lastname@example.org"] } };

    [Fact]
    public void What_is_masked_is_masked_once_and_nothing_but_the_finds_changes()
    {
        var random = new Random(4);
        foreach (var options in new[] { new PiiOptions(), Turns })
        {
            for (var round = 0; round < 200; round++)
            {
                var sample = Sample(random);
                var (once, found) = Mask(sample, options);
                if (found == 0) Assert.Same(sample, once);
                var (twice, again) = Mask(once, options);
                Assert.Equal(Texts(once), Texts(twice));
                if (options != Turns) Assert.Equal(0, again);
                foreach (var (before, after) in Texts(sample).Zip(Texts(once)))
                {
                    // Line by line as they were put together: a find is within one.
                    var (lines, masked) = (before.Split('\n'), after.Split('\n'));
                    Assert.Equal(lines.Length, masked.Length);
                    for (var i = 0; i < lines.Length; i++)
                        if (Array.IndexOf(Pieces, lines[i]) >= 9)
                            Assert.Equal(lines[i], masked[i]);
                }
            }
        }
    }

    [Fact]
    public void What_repeats_a_turn_is_masked_like_it_and_counts_once()
    {
        var question = new ChatMessage("user", "Mail jane@example.com, or bob@example.org.");
        var sample = new Sample(
            "id", [question, new("assistant", "You find «bob@example.org» there.") { Reasoning = "jane@example.com or bob@example.org?" }], new TaskLabel("x", question.Content, "", false, 0), Provenance.Human("test"))
        {
            GroundTruth = """{"kind":"answer","answer":"bob@example.org"}""",
            Citations = [new Citation("doc", 0, 15, "bob@example.org"), new Citation("doc", 40, 60, "see eve@example.net")],
        };
        var (masked, found) = Mask(sample, Turns);
        Assert.Equal(6, found); // two, two and one in the turns; Eve stands in a citation alone
        Assert.Equal("Mail email@example.com, or firstname.lastname@example.org.", masked.Messages[0].Content);
        Assert.Equal(masked.Messages[0].Content, masked.Task.Instruction);
        Assert.Equal("email@example.com or firstname.lastname@example.org?", masked.Messages[1].Reasoning);
        Assert.Equal("You find «firstname.lastname@example.org» there.", masked.Messages[1].Content);
        Assert.Equal("""{"kind":"answer","answer":"firstname.lastname@example.org"}""", masked.GroundTruth);
        Assert.Equal(["firstname.lastname@example.org", "see email@example.com"], masked.Citations.Select(c => c.Text));
    }

    [Fact]
    public void What_a_record_holds_does_not_depend_on_the_one_before()
    {
        var plan = Steps.Plan("pii", Turns, DatasetSchema.Of(RecordType.Sample));
        var together = plan.Create<Sample>();
        var random = new Random(9);
        for (var i = 0; i < 50; i++)
        {
            var sample = Sample(random);
            var (first, second) = (sample, sample);
            plan.Create<Sample>().Run(ref first, out _);
            together.Run(ref second, out _);
            Assert.Equal(Texts(first), Texts(second));
            Assert.Equal(first.Notes, second.Notes);
        }
    }

    [Fact]
    public void A_judge_who_quotes_is_masked_too()
    {
        var pair = new Preference(
            "id", [new("user", "Who?")], [new("assistant", "Ask jane@example.com first.")], [new("assistant", "Nobody.")], [new JudgeVerdict("j", false, "chosen", "It names jane@example.com.")], Provenance.Human("test"));
        var chain = Steps.Plan("pii", new PiiOptions(), DatasetSchema.Of(RecordType.Preference)).Create<Preference>();
        Assert.False(chain.Run(ref pair, out var changed).IsDrop);
        Assert.True(changed);
        Assert.Equal("It names |||EMAIL_ADDRESS|||.", pair.Verdicts[0].Rationale);
        Assert.Equal(1, pair.Notes[0].Integer);
    }

    [Fact]
    public void A_conversation_without_anything_personal_allocates_nothing()
    {
        var step = PiiStep.Create(new PiiOptions(), new StepScope(DatasetSchema.Of(RecordType.Sample), new(), null));
        var sample = new Sample("id", [new("user", "Why is the sky blue — in 1984?"), new("assistant", "Rayleigh. " + new string('x', 3000))], new TaskLabel("x", "Why?", "", false, 0), Provenance.Human("test"));
        for (var i = 0; i < 3; i++) step.Clean(sample, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            step.Clean(sample, out var same);
            if (!ReferenceEquals(sample, same)) Assert.Fail("it changed");
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static (Sample Masked, long Found) Mask(Sample sample, PiiOptions options)
    {
        var step = PiiStep.Create(options, new StepScope(DatasetSchema.Of(RecordType.Sample), new(), null));
        Assert.False(step.Clean(sample, out var masked).IsDrop);
        var notes = new NoteValue[6];
        step.Measure(masked, notes);
        return (masked, notes.Sum(n => n.Integer));
    }

    private static Sample Sample(Random random)
    {
        var question = Text();
        return new Sample("id", [new("user", question), new("assistant", Text()) { Reasoning = Text() }, new("user", Text()), new("assistant", Text())], new TaskLabel("x", question, Text(), false, 0), Provenance.Human("test"))
        {
            Citations = [new Citation("d", 0, 1, Text())],
        };

        // On lines of their own: two numbers side by side may be read as one.
        string Text() => string.Join('\n', Enumerable.Range(0, random.Next(6)).Select(_ => Pieces[random.Next(random.Next(3) == 0 ? 0 : 9, Pieces.Length)]));
    }

    private static IEnumerable<string> Texts(Sample sample) =>
        [.. sample.Messages.SelectMany(m => new[] { m.Content, m.Reasoning ?? "" }), sample.Task.Instruction, sample.Task.Input, .. sample.Citations.Select(c => c.Text)];
}
