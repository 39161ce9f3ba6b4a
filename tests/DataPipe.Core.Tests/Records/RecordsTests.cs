using DataPipe.Core.Records;
using DataPipe.Testing;

namespace DataPipe.Core.Tests.Records;

public sealed class RecordsTests
{
    private static readonly SpaceTokenCounter Counter = new();

    [Fact]
    public void Plain_text_counts_tokens_and_markup_counts_none()
    {
        var plain = new Document("a", Utf8Text.From("three little words"), "web");
        Assert.Equal(3, plain.CountTokens(Counter).Tokens);
        Assert.Equal(0, (plain with { MediaType = MediaTypes.Html, Tokens = 9 }).CountTokens(Counter).Tokens);
    }

    [Fact]
    public void A_sample_counts_the_contents_of_all_turns()
    {
        var sample = new Sample("s", [new("user", "say hi"), new("assistant", "hi"), new("assistant", "")], new("t", "say hi", "", false, 0), Provenance.Human("test"));
        Assert.Equal(3, sample.CountTokens(Counter).Tokens);
        Assert.Equal(8, sample.SizeBytes);
    }

    [Fact]
    public void A_preference_counts_prompt_and_both_answers()
    {
        var pair = new Preference("p", [new("user", "é")], [new("assistant", "one two")], [new("assistant", "three")], [], Provenance.Human("test"));
        Assert.Equal(4, pair.CountTokens(Counter).Tokens);
        Assert.Equal(2 + 7 + 5, pair.SizeBytes);
    }

    [Fact]
    public void Other_notes_leave_the_rest_of_a_record_as_it_is()
    {
        var document = new Document("a", Utf8Text.From("t"), "web") { Url = "u", Tokens = 5 };
        var noted = document.WithNotes(new Notes([NoteValue.Of(1L)]));
        Assert.Equal(document, noted.WithNotes(Notes.None));
        Assert.Equal(1, noted.Notes[0].Integer);
    }
}
