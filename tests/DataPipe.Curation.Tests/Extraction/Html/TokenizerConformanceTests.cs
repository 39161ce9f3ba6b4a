using System.Globalization;
using System.Text;
using System.Text.Json;
using DataPipe.Curation.Extraction.Html;
using DataPipe.Testing;
using Xunit.Abstractions;

namespace DataPipe.Curation.Tests.Extraction.Html;

/// <summary>The public tokenizer cases of html5lib, where they lie beside the checkout. Cases with NUL are left out: sources replace it before.</summary>
public class TokenizerConformanceTests(ITestOutputHelper output)
{
    [Fact]
    public void Tokenizes_as_the_public_cases_say()
    {
        if (Checkout.FindShared("html/tokenizer") is not { } folder)
        {
            output.WriteLine("skipped: ../shared/data/html/tokenizer does not exist");
            return;
        }

        int passed = 0, failed = 0, skipped = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.test").Order(StringComparer.Ordinal))
        {
            using var cases = JsonDocument.Parse(File.ReadAllBytes(file));
            if (!cases.RootElement.TryGetProperty("tests", out var tests)) continue;
            foreach (var test in tests.EnumerateArray())
            {
                foreach (var inside in StatesOf(test))
                {
                    if (inside is null || Unescape(test, test.GetProperty("input").GetString()!).Contains('\0', StringComparison.Ordinal))
                    {
                        skipped++;
                        continue;
                    }

                    var expected = Expected(test);
                    var found = Found(Unescape(test, test.GetProperty("input").GetString()!), inside.Value);
                    if (expected == found) passed++;
                    else
                    {
                        failed++;
                        if (failed <= 40) output.WriteLine($"{Path.GetFileName(file)}: {test.GetProperty("description").GetString()}\n  expected {expected}\n  found    {found}");
                    }
                }
            }
        }

        output.WriteLine($"passed {passed}, failed {failed}, left out {skipped}");
        Assert.True(passed > 6000, $"only {passed} cases passed");
        Assert.Equal(0, failed);
    }

    // The element whose inside the tokenizer starts in; Unknown for ordinary text, null for states that only a tree builder enters.
    private static IEnumerable<HtmlTag?> StatesOf(JsonElement test)
    {
        if (!test.TryGetProperty("initialStates", out var states)) return [HtmlTag.Unknown];
        var last = test.TryGetProperty("lastStartTag", out var name) ? HtmlTags.Find(Encoding.UTF8.GetBytes(name.GetString()!)) : HtmlTag.Unknown;
        return [.. states.EnumerateArray().Select(state => StateOf(state.GetString()!, last))];
    }

    private static HtmlTag? StateOf(string state, HtmlTag last) => state switch
    {
        "Data state" => HtmlTag.Unknown,
        "PLAINTEXT state" => HtmlTag.Plaintext,
        "RCDATA state" => last == HtmlTag.Unknown ? HtmlTag.Title : HtmlTags.Is(last, TagTraits.EscapableText) ? last : null,
        "RAWTEXT state" => last == HtmlTag.Unknown ? HtmlTag.Style : HtmlTags.Is(last, TagTraits.RawText) ? last : null,
        "Script data state" => last is HtmlTag.Unknown or HtmlTag.Script ? HtmlTag.Script : null,
        _ => null,
    };

    private static string Found(string input, HtmlTag inside)
    {
        var html = Encoding.UTF8.GetBytes(input.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'));
        var tokens = inside == HtmlTag.Unknown ? new HtmlTokenizer(html) : new HtmlTokenizer(html, inside);
        var text = new StringBuilder();
        var written = new StringBuilder();
        while (tokens.Read())
        {
            // The cases drive the tokenizer alone: no element changes how its content is read.
            tokens.ReadContentAsMarkup();
            var content = html.AsSpan(tokens.Start, tokens.End - tokens.Start);
            if (tokens.Kind is HtmlTokenKind.Text or HtmlTokenKind.RawText)
            {
                text.Append(tokens.Kind == HtmlTokenKind.RawText ? Encoding.UTF8.GetString(content) : Decoded(content, inAttribute: false));
                continue;
            }

            Flush();
            written.Append(tokens.Kind switch
            {
                HtmlTokenKind.StartTag => StartTag(html, tokens),
                HtmlTokenKind.EndTag => $"</{Name(html, tokens)}>",
                HtmlTokenKind.Comment => $"[Comment {Encoding.UTF8.GetString(content)}]",
                _ => "[Doctype]",
            });
        }

        Flush();
        return written.ToString();

        void Flush()
        {
            if (text.Length > 0) written.Append(CultureInfo.InvariantCulture, $"[Text {text}]");
            text.Clear();
        }
    }

    private static string StartTag(byte[] html, HtmlTokenizer tag)
    {
        SortedDictionary<string, string> values = new(StringComparer.Ordinal);
        var attributes = new HtmlAttributes(html, tag.NameEnd);
        while (attributes.MoveNext()) values.TryAdd(Lower(attributes.Name), Decoded(attributes.Value, inAttribute: true));
        return $"<{Name(html, tag)}{string.Concat(values.Select(v => $" {v.Key}='{v.Value}'"))}{(tag.IsSelfClosing ? "/" : "")}>";
    }

    private static string Name(byte[] html, HtmlTokenizer tag) => Lower(html.AsSpan(tag.Start, tag.NameEnd - tag.Start));

    private static string Lower(ReadOnlySpan<byte> name) => string.Concat(Encoding.UTF8.GetString(name).Select(c => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c));

    private static string Decoded(ReadOnlySpan<byte> raw, bool inAttribute)
    {
        var buffer = new TextBuffer();
        CharacterReferences.Decode(raw, buffer, inAttribute);
        return Encoding.UTF8.GetString(buffer.Written);
    }

    private static string Expected(JsonElement test)
    {
        var written = new StringBuilder();
        var text = new StringBuilder();
        foreach (var token in test.GetProperty("output").EnumerateArray())
        {
            var kind = token[0].GetString();
            if (kind == "Character")
            {
                text.Append(Unescape(test, token[1].GetString()!));
                continue;
            }

            Flush();
            written.Append(kind switch
            {
                "StartTag" => $"<{token[1].GetString()}{string.Concat(token[2].EnumerateObject().OrderBy(a => a.Name, StringComparer.Ordinal).Select(a => $" {a.Name}='{a.Value.GetString()}'"))}{(token.GetArrayLength() > 3 ? "/" : "")}>",
                "EndTag" => $"</{token[1].GetString()}>",
                "Comment" => $"[Comment {Unescape(test, token[1].GetString()!)}]",
                _ => "[Doctype]",
            });
        }

        Flush();
        return written.ToString();

        void Flush()
        {
            if (text.Length > 0) written.Append(CultureInfo.InvariantCulture, $"[Text {text}]");
            text.Clear();
        }
    }

    // Surrogates that stand alone cannot reach a tokenizer of UTF-8: they are U+FFFD by then.
    private static string Unescape(JsonElement test, string text)
    {
        if (test.TryGetProperty("doubleEscaped", out var escaped) && escaped.GetBoolean())
            text = System.Text.RegularExpressions.Regex.Replace(text, @"\\u([0-9A-Fa-f]{4})", m => ((char)Convert.ToInt32(m.Groups[1].Value, 16)).ToString());
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
    }
}
