using System.Text;
using DataPipe.Core.Records;

namespace DataPipe.Core.Tests.Records;

public sealed class Utf8TextTests
{
    [Fact]
    public void Holds_the_bytes_and_not_the_characters()
    {
        var text = Utf8Text.From("häß𝄞");
        Assert.Equal(1 + 2 + 2 + 4, text.LengthBytes);
        Assert.Equal("häß𝄞", text.ToString());
        Assert.False(text.IsEmpty);
    }

    [Fact]
    public void The_default_is_the_empty_text()
    {
        Assert.True(default(Utf8Text).IsEmpty);
        Assert.Equal("", default(Utf8Text).ToString());
        Assert.Equal(Utf8Text.From(""), default);
    }

    [Fact]
    public void Is_equal_by_content_wherever_the_bytes_lie()
    {
        var larger = Encoding.UTF8.GetBytes("xxtextyy");
        var slice = new Utf8Text(larger.AsMemory(2, 4));
        Assert.True(slice == Utf8Text.From("text"));
        Assert.Equal(slice.GetHashCode(), Utf8Text.From("text").GetHashCode());
        Assert.True(slice != Utf8Text.From("Text"));
        Assert.False(slice.Equals("text"));
    }

    [Fact]
    public void Wraps_without_copying()
    {
        var bytes = Encoding.UTF8.GetBytes("abc");
        Assert.True(new Utf8Text(bytes).Span.Overlaps(bytes));
    }

    [Fact]
    public void Documents_of_the_same_text_are_equal()
    {
        Assert.Equal(new Document("a", Utf8Text.From("t"), "web"), new Document("a", Utf8Text.From("t"), "web"));
        Assert.NotEqual(new Document("a", Utf8Text.From("t"), "web"), new Document("a", Utf8Text.From("u"), "web"));
    }
}
