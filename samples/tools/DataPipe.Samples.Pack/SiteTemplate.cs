using System.Text;

namespace DataPipe.Samples.Pack;

/// <summary>The page of a site with places for an article, written {{name}}.</summary>
internal static class SiteTemplate
{
    /// <summary>Fills every place. Throws <see cref="SampleException"/> for a place that has no value. Values are not searched for places.</summary>
    public static string Fill(string template, string name, IReadOnlyDictionary<string, string> values)
    {
        var page = new StringBuilder(template.Length);
        var at = 0;
        while (template.IndexOf("{{", at, StringComparison.Ordinal) is var open && open >= 0)
        {
            var close = template.IndexOf("}}", open, StringComparison.Ordinal);
            var place = close < 0 ? template[open..Math.Min(open + 20, template.Length)] : template[(open + 2)..close];
            if (close < 0 || !values.TryGetValue(place, out var value)) throw new SampleException($"templates/{name}.html: '{place}' is no place that can be filled; known are {string.Join(", ", values.Keys)}.");
            page.Append(template, at, open - at).Append(value);
            at = close + 2;
        }
        return page.Append(template, at, template.Length - at).ToString();
    }
}
