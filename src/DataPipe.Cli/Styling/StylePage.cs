using System.Globalization;
using System.Net;
using System.Text;
using DataPipe.Synthesis.Style;

namespace DataPipe.Cli.Styling;

/// <summary>The report on style and substance as a page of its own: no script, nothing loaded from elsewhere.</summary>
internal static class StylePage
{
    private const string Look = """
        :root{color-scheme:light dark;--ink:#1d2433;--soft:#5d6780;--line:#d9deea;--bar:#4a6fd4;--warn:#b4491f;--good:#2f7d4f;--ground:#fff;--card:#f6f8fc}
        @media(prefers-color-scheme:dark){:root{--ink:#e6e9f2;--soft:#9aa4bd;--line:#323a4d;--bar:#7d9bf0;--warn:#f0936b;--good:#6fc795;--ground:#141824;--card:#1c2232}}
        *{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        main{max-width:76rem;margin:0 auto;padding:2rem 1.25rem 4rem}h1{font-size:1.7rem;margin:0 0 .25rem}h2{font-size:1.25rem;margin:2.5rem 0 .75rem}h3{font-size:1rem;margin:0 0 .5rem}
        p{margin:.25rem 0 1rem;color:var(--soft);max-width:60rem}.grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));gap:1rem}
        section{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1rem 1.1rem}table{border-collapse:collapse;width:100%;font-size:.95rem}
        td,th{padding:.28rem .4rem;text-align:left;vertical-align:middle;overflow-wrap:anywhere}th{color:var(--soft);font-weight:600}td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums;width:4.5rem}
        td.b{width:34%}.bar{display:block;height:.75rem;border-radius:.2rem;background:var(--bar);min-width:1px}tr+tr td{border-top:1px solid var(--line)}.warn{color:var(--warn);font-weight:600}.good{color:var(--good)}
        .verdict{font-size:1.1rem;padding:.9rem 1.1rem;border-left:.35rem solid var(--warn);background:var(--card);border-radius:.3rem;margin:1rem 0}.verdict.fine{border-color:var(--good)}
        """;

    public static string Write(string name, StyleReport report)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{Safe(name)}: style and substance</title>\n<style>{Look}</style></head><body><main>\n");
        page.Append(CultureInfo.InvariantCulture, $"<h1>{Safe(name)}: style and substance</h1><p>{report.Records:#,0} samples with an answer, {Share(report.ByTeachers)} of them written by teachers. What of this set teaches how answers look, and what teaches something to know or to do?</p>\n");
        var warnings = report.Figures.Count(f => f.Warns);
        page.Append(CultureInfo.InvariantCulture, $"<div class=\"verdict{(warnings == 0 ? " fine" : "")}\">{(warnings == 0 ? "No figure warns of imitation." : string.Create(CultureInfo.InvariantCulture, $"{warnings} of {report.Figures.Count} figures warn of imitation."))}</div>\n");
        Figures(page, report);
        page.Append("<h2>Format and style</h2><div class=\"grid\">\n");
        Bars(page, "Share of answers with", report.Style);
        Bars(page, "Openings", report.Openers);
        Bars(page, "Length of answers", report.AnswerWords);
        Bars(page, "Script of answers", report.Languages);
        page.Append("</div>\n<h2>Knowledge and skills</h2><div class=\"grid\">\n");
        Bars(page, "Kinds of task", report.TaskTypes);
        Bars(page, "Families of benchmarks", report.Families);
        page.Append(CultureInfo.InvariantCulture, $"<section><h3>Variety</h3><table>{Row("a program can check", Share(report.Verifiable))}{Row("entropy of task types", Bits(report.Entropy.TaskTypes))}{Row("entropy of openings", Bits(report.Entropy.Openers))}{Row("different runs of four words", Share(report.DistinctFourWords))}{Row("ROUGE-L to the nearest earlier instruction, mean", Number(report.NearestInstruction))}{Row("words of an answer, median", Number(report.Length.Median))}{Row("words of an answer, 10 % to 90 %", Number(report.Length.Tenth) + " to " + Number(report.Length.Ninetieth))}</table></section>\n");
        page.Append("</div><p style=\"margin-top:2rem\">Kinds of task are told by words of the instruction: right for the shares of a set, not for every record. The question is that of Gudibande et al. 2023, The False Promise of Imitating Proprietary LLMs (arXiv:2305.15717); the bounds are DataPipe's.</p></main></body></html>\n");
        return page.ToString();
    }

    public static string Number(double value) => value.ToString(value >= 100 || value == Math.Floor(value) ? "#,0" : value < 0.1 ? "0.000" : "0.00", CultureInfo.InvariantCulture);

    public static string Share(double value) => value.ToString("P1", CultureInfo.InvariantCulture);

    private static string Bits(double value) => value.ToString("0.00", CultureInfo.InvariantCulture) + " bits";

    private static void Figures(StringBuilder page, StyleReport report)
    {
        page.Append("<section><table><tr><th>figure</th><th class=\"n\">here</th><th class=\"n\">bound</th><th>what it says</th></tr>\n");
        foreach (var figure in report.Figures)
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Safe(figure.Name)}</td><td class=\"n {(figure.Warns ? "warn" : "good")}\">{Number(figure.Value)}</td><td class=\"n\">{Number(figure.Bound)}</td><td class=\"{(figure.Warns ? "warn" : "")}\">{(figure.Warns ? Safe(figure.Meaning) : "")}</td></tr>\n");
        page.Append("</table></section>\n");
    }

    private static void Bars(StringBuilder page, string title, IReadOnlyList<KeyValuePair<string, double>> shares)
    {
        var largest = Math.Max(1e-9, shares.Count == 0 ? 0 : shares.Max(s => s.Value));
        page.Append(CultureInfo.InvariantCulture, $"<section><h3>{Safe(title)}</h3><table>");
        foreach (var (name, share) in shares)
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Safe(name.Length == 0 ? "(no word)" : name)}</td><td class=\"b\">{Bar(share / largest)}</td><td class=\"n\">{Share(share)}</td></tr>\n");
        page.Append("</table></section>\n");
    }

    private static string Bar(double part) => part > 0 ? string.Create(CultureInfo.InvariantCulture, $"<span class=\"bar\" style=\"width:{100 * part:0.0}%\"></span>") : "";

    private static string Row(string name, string value) => $"<tr><td>{Safe(name)}</td><td class=\"n\">{Safe(value)}</td></tr>";

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
