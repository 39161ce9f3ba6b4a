using System.Text;
using DataPipe.Core.Steps;
using DataPipe.Curation.Blocklists;

namespace DataPipe.Curation.Tests.Blocklists;

public class UrlWordsTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(400)]
    [InlineData(20_000)]
    public void Words_between_marks_are_found_and_no_others(int listed)
    {
        var random = new Random(listed);
        string Word(int i) => i % 3 == 0 ? $"w{i}" : i % 3 == 1 ? $"{(char)('a' + i % 26)}{i:x}" : new string((char)('a' + i % 26), 1 + i % 70);
        var banned = Enumerable.Range(0, listed).Select(_ => Word(random.Next(40_000))).ToHashSet();
        var soft = Enumerable.Range(0, listed).Select(_ => Word(random.Next(40_000))).ToHashSet();
        var words = new UrlWords(new UrlOptions { BannedWords = [.. banned], SoftWords = [.. soft], BannedSubwords = [] }, [], [], [], NoStepFiles.Instance);
        for (var i = 0; i < 3000; i++)
        {
            string[] parts = [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => Word(random.Next(40_000)))];
            var url = string.Join((string)random.GetItems(["/", "-", ".", "?a=", "é"], 1)[0], parts);
            var found = url.Split('/', '-', '.', '?', '=', 'é').Where(p => p.Length is > 0 and <= 64).ToArray();
            var (isBanned, count) = words.Find(Encoding.UTF8.GetBytes(url));
            Assert.True(found.Any(banned.Contains) == isBanned, url);
            if (!isBanned) Assert.Equal(found.Where(soft.Contains).Distinct().Count(), count);
        }
    }

    [Fact]
    public void Addresses_of_lists_are_read_like_those_of_documents()
    {
        var (ofText, ofBytes) = (new UrlParts(), new UrlParts());
        foreach (var url in (string[])["http://WWW.Some-Site.example:80/A/path/?q=1#f", "//user@host.example/", "münchen.example/straße/", "a", "", "https://[::1]:80/x", new string('x', 3000) + ".example"])
        {
            ofText.Read(url);
            ofBytes.Read(Encoding.UTF8.GetBytes(url));
            Assert.Equal(Encoding.UTF8.GetString(ofText.Host), Encoding.UTF8.GetString(ofBytes.Host));
            Assert.Equal(Encoding.UTF8.GetString(ofText.Address), Encoding.UTF8.GetString(ofBytes.Address));
        }
    }
}
