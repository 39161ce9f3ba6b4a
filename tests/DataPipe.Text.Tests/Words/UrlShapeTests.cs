using System.Text;
using DataPipe.Text.Words;

namespace DataPipe.Text.Tests.Words;

public class UrlShapeTests
{
    [Theory]
    [InlineData("example.com", true)]
    [InlineData("http://example.com", true)]
    [InlineData("https://sub.example.co.uk:8080/path?q=1#top", true)]
    [InlineData("user@example.org", true)]
    [InlineData("ftp://user:pass@example.org/x", true)]
    [InlineData("8.8.8.8/x", true)]
    [InlineData("bücher.de", true)]
    [InlineData("a_b.example.com", true)]
    [InlineData("10.0.0.1", false)]
    [InlineData("192.168.1.1/x", false)]
    [InlineData("example", false)]
    [InlineData("Example.Com", false)]
    [InlineData("-a.com", false)]
    [InlineData("a.c", false)]
    [InlineData("a..com", false)]
    [InlineData("example.com:1", false)]
    [InlineData("example.com:123456", false)]
    [InlineData("example.com)", false)]
    [InlineData("@example", false)]
    [InlineData("\u27E8http://example.com/a", false)]
    public void Hosts_with_a_top_domain_and_public_addresses_have_the_shape(string chunk, bool expected) =>
        Assert.Equal(expected, UrlShape.Matches(Encoding.UTF8.GetBytes(chunk)));
}
