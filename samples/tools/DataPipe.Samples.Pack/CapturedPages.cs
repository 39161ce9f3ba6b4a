using System.Text;

namespace DataPipe.Samples.Pack;

/// <summary>Makes the body of each capture: reads it, generates it, or wraps a fragment in the template of its site.</summary>
internal sealed class CapturedPages(string webFolder, IReadOnlyList<Capture> captures)
{
    private const int RelatedLinks = 4;
    private readonly Dictionary<string, string> _templates = [];
    private readonly Dictionary<string, Fragment> _fragments = [];

    /// <summary>The bytes of a page, before any content coding.</summary>
    public byte[] Body(Capture capture) => capture.Generated switch
    {
        "image" => GeneratedPages.Image(),
        "empty" => [],
        _ when capture is { File: null, Generated: null } => [],
        _ => Charsets.Encode(Html(capture), capture),
    };

    /// <summary>The text of a page's source: HTML, or whatever the capture's file holds.</summary>
    public string Html(Capture capture)
    {
        switch (capture.Generated)
        {
            case "nesting-trap":
                return GeneratedPages.NestingTrap();
            case "listing":
                return Wrap(capture, new Fragment { Title = capture.Title ?? throw Wrong(capture, "a listing needs a title") }, GeneratedPages.Listing(PagesOf(capture)));
            case null:
                break;
            default:
                throw Wrong(capture, $"'{capture.Generated}' is not known to be generated");
        }
        var file = capture.File ?? throw Wrong(capture, "there is neither a file nor anything to generate");
        if (!file.EndsWith(".md", StringComparison.Ordinal)) return Replaced(capture, SourceIndex.ReadText(Path.Combine(webFolder, "pages"), file));
        var fragment = capture.Replace.Count == 0 ? FragmentOf(file) : Fragment.Parse(Replaced(capture, SourceIndex.ReadText(Path.Combine(webFolder, "pages"), file)), file);
        return Wrap(capture, fragment, Markup.ToHtml(fragment.Body));
    }

    private string Wrap(Capture capture, Fragment fragment, string content)
    {
        var name = capture.Template ?? throw Wrong(capture, "a fragment needs a template");
        if (!_templates.TryGetValue(name, out var template)) _templates[name] = template = SourceIndex.ReadText(Path.Combine(webFolder, "templates"), name + ".html");
        return SiteTemplate.Fill(template, name, new Dictionary<string, string>
        {
            ["lang"] = fragment.Lang,
            ["title"] = Markup.Escape(fragment.Title),
            ["description"] = Markup.Escape(fragment.Description),
            ["author"] = Markup.Escape(fragment.Author),
            ["published"] = fragment.Published,
            ["url"] = Markup.Escape(capture.Url),
            ["charset"] = Charsets.MetaElement(capture),
            ["content"] = content,
            ["related"] = GeneratedPages.Links([.. Related(capture)]),
            ["comments"] = GeneratedPages.Comments(fragment.Comments),
        });
    }

    // The next pages of the site in the order of the index, around its end: the same links in every run.
    private IEnumerable<(string Url, Fragment Page)> Related(Capture capture)
    {
        var pages = PagesOf(capture);
        var start = pages.FindIndex(page => page.Url == capture.Url) + 1;
        return Enumerable.Range(start, pages.Count).Select(i => pages[i % pages.Count]).Where(page => page.Url != capture.Url).Take(RelatedLinks);
    }

    private List<(string Url, Fragment Page)> PagesOf(Capture capture) =>
        [.. captures.Where(other => other.Template == capture.Template && other.File is not null && !other.Revisit)
            .DistinctBy(other => other.File).Select(other => (other.Url, FragmentOf(other.File!)))];

    private Fragment FragmentOf(string file)
    {
        if (!_fragments.TryGetValue(file, out var fragment)) _fragments[file] = fragment = Fragment.Parse(SourceIndex.ReadText(Path.Combine(webFolder, "pages"), file), file);
        return fragment;
    }

    private static string Replaced(Capture capture, string source)
    {
        var text = new StringBuilder(source);
        foreach (var (from, to) in capture.Replace)
        {
            if (!source.Contains(from, StringComparison.Ordinal)) throw Wrong(capture, $"'{from}' is to be replaced, but {capture.File} does not hold it");
            text.Replace(from, to);
        }
        return text.ToString();
    }

    private static SampleException Wrong(Capture capture, string what) => new($"pages/index.json, {capture.Url}: {what}.");
}
