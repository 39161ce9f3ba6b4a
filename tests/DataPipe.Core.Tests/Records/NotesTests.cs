using DataPipe.Core.Records;

namespace DataPipe.Core.Tests.Records;

public sealed class NotesTests
{
    [Fact]
    public void A_value_reads_back_as_what_it_was_made_of()
    {
        Assert.Equal(long.MinValue, NoteValue.Of(long.MinValue).Integer);
        Assert.Equal(-0.25, NoteValue.Of(-0.25).Number);
        Assert.True(NoteValue.Of(true).Boolean);
        Assert.False(NoteValue.Of(false).Boolean);
        Assert.Equal("x", NoteValue.Of("x").Text);
    }

    [Fact]
    public void Absent_is_neither_zero_nor_false_nor_the_empty_text()
    {
        Assert.False(NoteValue.Absent.HasValue);
        Assert.NotEqual(NoteValue.Absent, NoteValue.Of(0L));
        Assert.NotEqual(NoteValue.Absent, NoteValue.Of(false));
        Assert.NotEqual(NoteValue.Absent, NoteValue.Of(""));
    }

    [Fact]
    public void A_null_text_is_absent() => Assert.Equal(NoteValue.Absent, NoteValue.Of((string?)null));

    [Fact]
    public void Missing_trailing_values_read_as_absent_and_do_not_tell_two_records_apart()
    {
        var shorter = new Notes([NoteValue.Of(1L)]);
        var longer = new Notes([NoteValue.Of(1L), NoteValue.Absent]);
        Assert.False(shorter[7].HasValue);
        Assert.Equal(shorter, longer);
        Assert.True(shorter == longer);
        Assert.Equal(shorter.GetHashCode(), longer.GetHashCode());
        Assert.True(longer != new Notes([NoteValue.Of(2L)]));
        Assert.Equal(Notes.None, new Notes([NoteValue.Absent]));
    }

    [Fact]
    public void Equal_notes_have_equal_hashes_when_one_of_them_has_no_value_at_all()
    {
        Assert.Equal(Notes.None.GetHashCode(), new Notes([NoteValue.Absent]).GetHashCode());
    }

    [Fact]
    public void Append_leaves_the_original_as_it_was()
    {
        var first = new Notes([NoteValue.Of("a")]);
        var both = first.Append([NoteValue.Of("b"), NoteValue.Absent]);
        Assert.Equal(1, first.Count);
        Assert.Equal(3, both.Count);
        Assert.Equal("a", both[0].Text);
        Assert.Equal("b", both[1].Text);
        Assert.Equal(2, Notes.None.Append([NoteValue.Of(1L), NoteValue.Of(2L)]).Count);
    }
}
