using System.Globalization;
using System.Text;

namespace DataPipe.Warc.Benchmarks;

/// <summary>An archive made from a seed that compresses like one of web pages: sites with a layout their pages repeat, links, scripts and text of words as frequent as words are.</summary>
internal static class GeneratedArchive
{
    private const int Sites = 60;
    private const int PagesPerSite = 25;

    public static async Task<byte[]> MakeAsync()
    {
        var random = new Random(1);
        var words = Enumerable.Range(0, 8000).Select(_ => string.Concat(Enumerable.Range(0, random.Next(2, 11)).Select(_ => (char)('a' + random.Next(26))))).ToArray();
        using var output = new MemoryStream();
        await using (var writer = new WarcWriter(output, new WarcWriterOptions()))
            for (var site = 0; site < Sites; site++)
            {
                var host = $"www.{words[random.Next(words.Length)]}-{site}.example";
                var layout = Layout(random, words, host);
                for (var page = 0; page < PagesPerSite; page++)
                {
                    var body = Page(random, words, host, layout);
                    await writer.WriteAsync(WarcRecordType.Response, "urn:x:" + (site * PagesPerSite + page), DateTimeOffset.UnixEpoch, $"http://{host}/{page}",
                        "application/http; msgtype=response", Encoding.UTF8.GetBytes(body), [], CancellationToken.None);
                }
            }
        return output.ToArray();
    }

    // What every page of a site has: styles, scripts, menus, as a line each.
    private static string[] Layout(Random random, string[] words, string host) =>
        [.. Enumerable.Range(0, random.Next(100, 500)).Select(line => (line % 4) switch
        {
            0 => $".{Word(random, words)}-{Word(random, words)} .{Word(random, words)}{{margin:{random.Next(40)}px {random.Next(40)}px;color:#{random.Next(1 << 24):x6};display:block}}",
            1 => $"<li class=\"menu-item menu-item-type-{random.Next(9)} menu-item-{random.Next(9999)}\"><a href=\"https://{host}/{Word(random, words)}/{Word(random, words)}/\">{Word(random, words)}</a></li>",
            2 => $"<script src=\"https://{host}/assets/js/{Word(random, words)}.min.js?ver={random.Next(99)}.{random.Next(99)}\" id=\"{Word(random, words)}-js\"></script>",
            _ => $"\"{Word(random, words)}\":{{\"id\":{random.Next()},\"key\":\"{random.NextInt64():x16}\",\"type\":\"{Word(random, words)}\"}},",
        })];

    private static string Page(Random random, string[] words, string host, string[] layout)
    {
        using var body = new StringWriter(CultureInfo.InvariantCulture);
        body.Write("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nServer: nginx\r\n\r\n<!DOCTYPE html><html lang=\"en\"><body>\n");
        foreach (var line in layout)
        {
            body.Write(new string(' ', random.Next(3) * 4));
            body.Write(line);
            body.Write('\n');
        }
        for (var paragraph = random.Next(5, 80); paragraph > 0; paragraph--)
        {
            body.Write($"<div class=\"post-{random.Next(99999)} entry\"><a href=\"https://{host}/{random.Next(2000, 2026)}/{Word(random, words)}-{Word(random, words)}\">{Word(random, words)}</a><p>");
            for (var word = random.Next(10, 120); word > 0; word--) body.Write(Word(random, words) + (word % 11 == 0 ? ", " : " "));
            body.Write("</p></div>\n");
        }
        body.Write("</body></html>");
        return body.ToString();
    }

    // The cube makes the first words the frequent ones, as in a language.
    private static string Word(Random random, string[] words) => words[(int)(words.Length * Math.Pow(random.NextDouble(), 3))];
}
