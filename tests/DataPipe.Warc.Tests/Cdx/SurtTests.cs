using DataPipe.Warc.Cdx;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Warc.Tests.Cdx;

public class SurtTests
{
    [Theory]
    [InlineData("http://example.com/", "com,example)/")]
    [InlineData("https://example.com", "com,example)/")]
    [InlineData("HTTP://WWW.Example.COM:80/Path/?B=1&a=2#top", "com,example)/path/?a=2&b=1")]
    [InlineData("https://user:pass@www23.example.com:8443/x", "com,example:8443)/x")]
    [InlineData("https://example.com:443?q", "com,example)/?q")]
    [InlineData("http://example.com/a/./b/../c/..", "com,example)/a/")]
    [InlineData("http://example.com/a b/ü?ä", "com,example)/a%20b/%C3%BC?%C3%A4")]
    [InlineData("http://bücher.de/", "de,xn--bcher-kva)/")]
    [InlineData("http://example.com/?", "com,example)/")]
    [InlineData("http://[::1]:81/", "[::1]:81)/")]
    [InlineData("http://wwwx.org/", "org,wwwx)/")]
    [InlineData("http://www.org/", "org)/")]
    [InlineData("http://127.0.0.1:8080/a", "1,0,0,127:8080)/a")]
    [InlineData("dns:Example.com", "dns:Example.com")]
    [InlineData("urn:x y", "urn:x%20y")]
    public void Makes_the_key_of_an_address(string url, string key) => Assert.Equal(key, Surt.Of(url));

    [Fact]
    public void Makes_a_key_of_anything_that_an_index_can_hold() => Prop
        .ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            foreach (var key in new[] { Surt.Of("http://" + text), Surt.Of("https://a.b/" + text), Surt.Of(text ?? "") })
                Assert.True(key.All(c => c is > ' ' and <= '~'), key);
        })
        .QuickCheckThrowOnFailure();
}
