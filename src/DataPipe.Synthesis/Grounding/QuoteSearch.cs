using System.Text;

namespace DataPipe.Synthesis.Grounding;

/// <summary>Finds a quotation in a document: the very characters, or the same with other white space and other forms of quotation marks, apostrophes and dashes.</summary>
public static class QuoteSearch
{
    /// <summary>Where the quotation stands, [start, end) in UTF-16 code units of the text; null when it does not.</summary>
    public static (int Start, int End)? Find(string text, string quote)
    {
        quote = quote.Trim();
        if (quote.Length == 0) return null;
        var at = text.IndexOf(quote, StringComparison.Ordinal);
        if (at >= 0) return (at, at + quote.Length);
        var (plain, places) = Plain(text);
        var (wanted, _) = Plain(quote);
        if (wanted.Length == 0) return null;
        at = plain.IndexOf(wanted, StringComparison.Ordinal);
        return at < 0 ? null : (places[at], places[at + wanted.Length - 1] + 1);
    }

    // One blank for white space, one form for marks, and where each character stood.
    private static (string Text, List<int> Places) Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        List<int> places = new(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i] switch { '\u2018' or '\u2019' => '\'', '\u201C' or '\u201D' or '\u00AB' or '\u00BB' => '"', '\u2010' or '\u2011' or '\u2013' or '\u2014' => '-', var other => other };
            if (char.IsWhiteSpace(c))
            {
                if (plain.Length == 0 || plain[^1] == ' ') continue;
                c = ' ';
            }

            plain.Append(c);
            places.Add(i);
        }

        if (plain.Length > 0 && plain[^1] == ' ')
        {
            plain.Length--;
            places.RemoveAt(places.Count - 1);
        }

        return (plain.ToString(), places);
    }
}
