using System.Globalization;
using System.Text;
using DataPipe.Warc;

namespace DataPipe.Samples.Pack;

/// <summary>Packs the page sources of the samples into one WARC and one WET archive. The same sources give the same records.</summary>
public sealed class SampleArchives(string samplesFolder)
{
    /// <summary>Name of the archive of captured pages.</summary>
    public const string WarcFileName = "web.warc.gz";

    /// <summary>Name of the archive of plain texts.</summary>
    public const string WetFileName = "web.wet.gz";

    private const string RevisitProfile = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
    private static readonly WarcWriterOptions Options = new() { Version11 = true };

    private readonly string _webFolder = Path.Combine(samplesFolder, "web");

    /// <summary>The nearest folder "samples" with page sources in <paramref name="start"/> or above it; null if there is none.</summary>
    public static string? FindSamplesFolder(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "samples");
            if (File.Exists(Path.Combine(candidate, "web", "pages", "index.json"))) return candidate;
        }
        return null;
    }

    /// <summary>
    /// Writes both archives into <paramref name="outputFolder"/> and returns how many records each holds. Throws
    /// <see cref="SampleException"/> if a source is missing or malformed.
    /// </summary>
    public async Task<(int WarcRecords, int WetRecords)> WriteAsync(string outputFolder, CancellationToken cancellation)
    {
        var captures = SourceIndex.Read<Capture>(Path.Combine(_webFolder, "pages", "index.json"));
        var texts = SourceIndex.Read<TextCapture>(Path.Combine(_webFolder, "texts", "index.json"));
        var pages = new CapturedPages(_webFolder, captures);
        Directory.CreateDirectory(outputFolder);
        return (await WriteWarcAsync(Path.Combine(outputFolder, WarcFileName), captures, pages, cancellation),
            await WriteWetAsync(Path.Combine(outputFolder, WetFileName), captures, texts, pages, cancellation));
    }

    private static async Task<int> WriteWarcAsync(string path, IReadOnlyList<Capture> captures, CapturedPages pages, CancellationToken cancellation)
    {
        await using var writer = new WarcWriter(File.Create(path), Options);
        var warcinfoId = await WriteWarcinfoAsync(writer, WarcFileName, "WARC/1.1 captures of a made-up web", captures[0].Date, cancellation);
        var records = 1;
        foreach (var capture in captures)
        {
            var answer = HttpAnswer.Of(capture, pages.Body(capture));
            var type = capture.Revisit ? WarcRecordType.Revisit : WarcRecordType.Response;
            var id = RecordIds.For(type, capture.Url, capture.Date);
            List<KeyValuePair<string, string>> fields = [new("WARC-Warcinfo-ID", warcinfoId), new("WARC-IP-Address", "192.0.2.17")];
            if (capture.Revisit)
            {
                var first = captures.First(other => !other.Revisit && other.Url == capture.Url);
                fields.Add(new("WARC-Profile", RevisitProfile));
                fields.Add(new("WARC-Refers-To-Target-URI", first.Url));
                fields.Add(new("WARC-Refers-To-Date", DateText(first.Date)));
                fields.Add(new("WARC-Payload-Digest", RecordIds.PayloadDigest(answer.Payload)));
            }
            await writer.WriteAsync(type, id, capture.Date, capture.Url, "application/http; msgtype=response", capture.Revisit ? answer.Header : answer.Message, fields, cancellation);
            await writer.WriteAsync(WarcRecordType.Request, RecordIds.For(WarcRecordType.Request, capture.Url, capture.Date), capture.Date, capture.Url,
                "application/http; msgtype=request", HttpAnswer.Request(capture), [new("WARC-Warcinfo-ID", warcinfoId), new("WARC-Concurrent-To", id)], cancellation);
            records += 2;
        }
        return records;
    }

    private async Task<int> WriteWetAsync(string path, IReadOnlyList<Capture> captures, IReadOnlyList<TextCapture> texts, CapturedPages pages, CancellationToken cancellation)
    {
        await using var writer = new WarcWriter(File.Create(path), Options);
        var warcinfoId = await WriteWarcinfoAsync(writer, WetFileName, "Plain text of pages of a made-up web", texts[0].Date, cancellation);
        foreach (var text in texts)
        {
            List<KeyValuePair<string, string>> fields = [new("WARC-Warcinfo-ID", warcinfoId), new("WARC-Identified-Content-Language", text.Language)];
            string content;
            if (text.File is null)
            {
                var page = captures.FirstOrDefault(capture => !capture.Revisit && capture.Url == text.Url)
                    ?? throw new SampleException($"texts/index.json: {text.Url} names no file and is no capture of pages/index.json.");
                content = PlainText.OfHtml(pages.Html(page));
                fields.Add(new("WARC-Refers-To", RecordIds.For(WarcRecordType.Response, page.Url, page.Date)));
            }
            else content = SourceIndex.ReadText(Path.Combine(_webFolder, "texts"), text.File);
            await writer.WriteAsync(WarcRecordType.Conversion, RecordIds.For(WarcRecordType.Conversion, text.Url, text.Date), text.Date, text.Url, "text/plain",
                Encoding.UTF8.GetBytes(content), fields, cancellation);
        }
        return texts.Count + 1;
    }

    private static async Task<string> WriteWarcinfoAsync(WarcWriter writer, string fileName, string description, DateTimeOffset date, CancellationToken cancellation)
    {
        var id = RecordIds.For(WarcRecordType.Warcinfo, fileName, date);
        var block = Encoding.UTF8.GetBytes($"software: DataPipe.Samples.Pack\r\nformat: WARC File Format 1.1\r\ndescription: {description}\r\nrobots: obey\r\n");
        await writer.WriteAsync(WarcRecordType.Warcinfo, id, date, null, "application/warc-fields", block, [new("WARC-Filename", fileName)], cancellation);
        return id;
    }

    private static string DateText(DateTimeOffset date) => date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
