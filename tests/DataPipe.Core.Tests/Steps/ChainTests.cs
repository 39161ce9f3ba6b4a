using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;

namespace DataPipe.Core.Tests.Steps;

public sealed class ChainTests
{
    private static Verdict Run(ChainPlan plan, ref Document record, out bool changed, out string step)
    {
        var chain = plan.Create<Document>();
        var verdict = chain.Run(ref record, out changed);
        step = chain.CurrentStep;
        return verdict;
    }

    [Fact]
    public void Without_steps_keeps_the_very_record()
    {
        var record = Word.Document("a", "text");
        var before = record;
        Assert.False(Run(Word.Plan(), ref record, out var changed, out _).IsDrop);
        Assert.Same(before, record);
        Assert.False(changed);
    }

    [Fact]
    public void Runs_the_steps_in_written_order()
    {
        var measuredBefore = Word.Document("a", "  word  ");
        Run(Word.Plan(Word.Use(Word.Length), Word.Use(Word.Trim)), ref measuredBefore, out _, out _);
        var measuredAfter = Word.Document("a", "  word  ");
        Run(Word.Plan(Word.Use(Word.Trim), Word.Use(Word.Length)), ref measuredAfter, out _, out _);
        Assert.Equal(8, measuredBefore.Notes[0].Integer);
        Assert.Equal(4, measuredAfter.Notes[0].Integer);
    }

    [Fact]
    public void One_step_changes_then_measures_then_judges()
    {
        var record = Word.Document("a", "x");
        Assert.False(Run(Word.Plan(Word.Use(Word.Everything)), ref record, out var changed, out _).IsDrop);
        Assert.Equal("mx", record.Text.ToString());
        Assert.Equal("m", record.Notes[0].Text);
        Assert.False(record.Notes[1].HasValue);
        Assert.True(changed);
    }

    [Fact]
    public void Tells_whether_a_step_put_another_record_in_its_place()
    {
        var changing = Word.Document("a", "text");
        Run(Word.Plan(Word.Use(Word.Upper), Word.Use(Word.LongEnough)), ref changing, out var changed, out _);
        Assert.True(changed);

        var upperAlready = Word.Document("a", "TEXT");
        Run(Word.Plan(Word.Use(Word.Upper), Word.Use(Word.Length), Word.Use(Word.LongEnough)), ref upperAlready, out changed, out _);
        Assert.False(changed);
    }

    [Fact]
    public void A_drop_names_its_step_and_its_reason_and_ends_the_chain()
    {
        var record = Word.Document("a", "ab");
        var verdict = Run(Word.Plan(Word.Use(Word.LongEnough), Word.Use(Word.Upper), Word.Use(Word.Length)), ref record, out _, out var step);
        Assert.True(verdict.IsDrop);
        Assert.Equal(Word.TooShort, verdict.Reason);
        Assert.Equal("long-enough", step);
        Assert.Equal("ab", record.Text.ToString());
        Assert.False(record.Notes[0].HasValue);
    }

    [Fact]
    public void A_cleaner_that_drops_hands_over_what_it_made()
    {
        var record = Word.Document("a", "   ");
        var verdict = Run(Word.Plan(Word.Use(Word.Trim)), ref record, out _, out var step);
        Assert.Equal(Word.Empty, verdict.Reason);
        Assert.Equal("trim", step);
        Assert.Equal("", record.Text.ToString());
    }

    [Fact]
    public void Columns_that_came_in_stay_before_those_the_steps_add()
    {
        var input = new DatasetSchema(RecordType.Document, [new("rank", NoteType.Integer, ""), new("score", NoteType.Number, "")]);
        var record = Word.Document("a", "text").WithNotes(new Notes([NoteValue.Of(7L)]));
        var plan = Word.Plan(input, Word.Use(Word.Length), Word.Use(Word.Everything));
        Run(plan, ref record, out _, out _);
        Assert.Equal(["rank", "score", "length_bytes", "first", "never"], plan.Output.Notes.Select(n => n.Name));
        Assert.Equal(7, record.Notes[0].Integer);
        Assert.False(record.Notes[1].HasValue);
        Assert.Equal(4, record.Notes[2].Integer);
        Assert.Equal(5, record.Notes.Count);
    }

    [Fact]
    public void Two_records_of_one_chain_share_no_notes()
    {
        var chain = Word.Plan(Word.Use(Word.Length)).Create<Document>();
        var (one, two) = (Word.Document("a", "x"), Word.Document("b", "yyy"));
        chain.Run(ref one, out _);
        chain.Run(ref two, out _);
        Assert.Equal(1, one.Notes[0].Integer);
        Assert.Equal(3, two.Notes[0].Integer);
    }

    [Fact]
    public void A_later_step_judges_by_the_column_of_an_earlier_one()
    {
        var plan = Word.Plan(Word.Use(Word.Length), Word.Use(Word.LengthAtLeast, new() { MinBytes = 4 }));
        var (shorter, longer) = (Word.Document("a", "abc"), Word.Document("b", "abcd"));
        Assert.True(Run(plan, ref shorter, out _, out _).IsDrop);
        Assert.False(Run(plan, ref longer, out _, out _).IsDrop);
    }

    [Fact]
    public void Names_the_step_that_throws()
    {
        var chain = Word.Plan(Word.Use(Word.Upper), Word.Use(Word.Explode, new() { Fuse = "BOOM" }), Word.Use(Word.Length)).Create<Document>();
        var record = Word.Document("a", "boom");
        Assert.Throws<FormatException>(() => chain.Run(ref record, out _));
        Assert.Equal("explode", chain.CurrentStep);
    }
}
