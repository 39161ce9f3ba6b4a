using System.Text;
using DataPipe.Curation.Extraction.Html;
using DataPipe.Testing;
using Xunit.Abstractions;

namespace DataPipe.Curation.Tests.Extraction.Html;

public class HtmlTreeBuilderTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("<p>a<p>b<div>c</div>", "p(a) p(b) div(c)")]
    [InlineData("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "ul(li(a) li(b ul(li(c))) li(d))")]
    [InlineData("<dl><dt>a<dd>b<dt>c</dl>", "dl(dt(a) dd(b) dt(c))")]
    [InlineData("<table><tr><td>a<td>b<tr><th>c</table>d", "table(tr(td(a) td(b)) tr(th(c))) d")]
    [InlineData("<table><thead><tr><td>a<tbody><tr><td>b</table>", "table(thead(tr(td(a))) tbody(tr(td(b))))")]
    [InlineData("<table><tr><td><table><tr><td>a</table>b</table>", "table(tr(td(table(tr(td(a))) b)))")]
    [InlineData("<div><b>a</div>b", "div(b(a)) b")]
    [InlineData("<div>a</b></span></p>b</div>c", "div(a b) c")]
    [InlineData("<div><p>a</div>b", "div(p(a)) b")]
    [InlineData("a<br>b<img>c</br>d", "a br() b img() c br() d")]
    [InlineData("<select><option>a<option>b</select>c", "select(option(a) option(b)) c")]
    [InlineData("<svg><title>a</title><path/><g/></svg>b", "svg(title(a) path() g()) b")]
    [InlineData("<html><head><title>t</title></head><body class=x>a</body></html>b", "head(title(t)) body(a b)")]
    [InlineData("<head><meta><link>text", "head(meta() link()) text")]
    [InlineData("<h1>a<h2>b</h3>c", "h1(a) h2(b) c")]
    [InlineData("<form><div>a</form>b</div>c", "form(div(a b) c)")]
    [InlineData("<x-a><x-b>a</x-a>b", "x-a(x-b(a)) b")]
    [InlineData("<button><p>a<button>b", "button(p(a)) button(b)")]
    public void Implies_what_is_not_written(string html, string expected) => Assert.Equal(expected, Draw(html));

    [Fact]
    public void Every_subtree_is_a_run_of_nodes()
    {
        var tree = Build(Encoding.UTF8.GetBytes("<div><p>a<b>b</b><ul><li>c<li>d</ul></div><table><tr><td>e</table>"));
        var nodes = tree.Nodes;
        Assert.Equal(nodes.Length, nodes[0].SubtreeEnd);
        for (var i = 1; i < nodes.Length; i++)
        {
            Assert.InRange(nodes[i].Parent, 0, i - 1);
            Assert.InRange(nodes[i].SubtreeEnd, i + 1, nodes[nodes[i].Parent].SubtreeEnd);
        }
    }

    [Fact]
    public void Depth_is_bounded_and_deeper_elements_still_close()
    {
        var html = string.Concat(Enumerable.Repeat("<div>", 100_000)) + "deep" + string.Concat(Enumerable.Repeat("</div>", 100_000)) + "<p>after</p>";
        var tree = Build(Encoding.UTF8.GetBytes(html));
        Assert.Equal(0, tree.Nodes[^2].Parent);
        Assert.Equal("after", Encoding.UTF8.GetString(tree.Text(tree.Count - 1)));
    }

    [Fact]
    public void Text_of_the_public_tree_cases_comes_in_their_order()
    {
        if (Checkout.FindShared("html/tree") is not { } folder)
        {
            output.WriteLine("skipped: ../shared/data/html/tree does not exist");
            return;
        }

        int same = 0, all = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.dat").Order(StringComparer.Ordinal))
        {
            foreach (var (html, text) in TreeCases(File.ReadAllText(file)))
            {
                all++;
                if (Squeeze(TextOf(Build(Encoding.UTF8.GetBytes(html)))) == Squeeze(text)) same++;
            }
        }

        output.WriteLine($"{same} of {all} cases have the same text in the same order");
        // The others move text out of tables, or are about templates, framesets and CDATA, which no text to extract depends on.
        Assert.True(same >= 0.95 * all, $"{same} of {all}");
    }

    private static IEnumerable<(string Html, string Text)> TreeCases(string file)
    {
        foreach (var part in ("\n" + file).Split("\n#data\n").Skip(1))
        {
            var data = part[..part.IndexOf("\n#", StringComparison.Ordinal)];
            if (part.Contains("#document-fragment", StringComparison.Ordinal) || data.Contains('\0', StringComparison.Ordinal)) continue;
            var text = new StringBuilder();
            var open = false;
            foreach (var line in part[part.IndexOf("#document\n", StringComparison.Ordinal)..].Split('\n').Skip(1))
            {
                var start = line.TrimStart('|', ' ');
                if (!open && !start.StartsWith('"')) continue;
                text.Append(open ? line : start[1..]).Append('\n');
                open = !line.EndsWith('"') || (!open && start.Length == 1);
                if (!open) text.Length -= 2;
            }

            yield return (data, text.ToString());
        }
    }

    private static string Squeeze(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '\uFFFD'));

    private static string TextOf(HtmlTree tree)
    {
        var buffer = new TextBuffer();
        for (var i = 1; i < tree.Count; i++)
        {
            if (tree.Nodes[i].Tag != HtmlTag.Text) continue;
            if (tree.Nodes[i].IsRaw) buffer.Append(tree.Text(i));
            else CharacterReferences.Decode(tree.Text(i), buffer, inAttribute: false);
        }

        return Encoding.UTF8.GetString(buffer.Written);
    }

    private static HtmlTree Build(byte[] html)
    {
        var tree = new HtmlTree();
        new HtmlTreeBuilder().Build(html, tree);
        return tree;
    }

    private static string Draw(string html)
    {
        var tree = Build(Encoding.UTF8.GetBytes(html));
        return string.Join(' ', Children(tree, 0));
    }

    private static IEnumerable<string> Children(HtmlTree tree, int parent)
    {
        List<string> children = [];
        for (var i = parent + 1; i < tree.Nodes[parent].SubtreeEnd; i = tree.Nodes[i].SubtreeEnd)
        {
            if (tree.Nodes[i].Tag == HtmlTag.Text) children.Add(Encoding.UTF8.GetString(tree.Text(i)));
            else children.Add($"{NameOf(tree, i)}({string.Join(' ', Children(tree, i))})");
        }

        return children;
    }

    private static string NameOf(HtmlTree tree, int node) =>
        tree.Nodes[node].Tag == HtmlTag.Unknown ? Encoding.UTF8.GetString(tree.Name(node)) : tree.Nodes[node].Tag.ToString().ToLowerInvariant();
}
