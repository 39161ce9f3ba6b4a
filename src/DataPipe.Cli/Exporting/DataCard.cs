using System.Globalization;
using System.Text;
using DataPipe.Teachers;
using DataPipe.Teachers.Terms;

namespace DataPipe.Cli.Exporting;

/// <summary>The data card of an exported set: Markdown with a head that the hubs of the field read. It says what is known, and where nothing is, that.</summary>
internal static class DataCard
{
    private static readonly Dictionary<string, string> Hosts = new(StringComparer.Ordinal) { ["openai"] = "api.openai.com", ["anthropic"] = "api.anthropic.com", ["simulated"] = "in-process" };

    public static string Write(CardFacts facts, CardTally tally)
    {
        var card = new StringBuilder();
        Head(card, facts, tally);
        Line(card, $"# {facts.Name}\n");
        Line(card, $"{tally.Records:#,0} records, as {facts.Format}{(facts.Template is { } template ? $" with the chat template {template}" : "")}: {string.Join(", ", facts.Files.Select(f => Text($"{f.Rows:#,0} rows in `{f.File}`")))}.");
        Line(card, $"Columns: {string.Join(", ", facts.Columns.Select(c => $"`{c}`"))}. Made by DataPipe, pipeline `{facts.Lineage[^1].Pipeline}`, dataset `{facts.Lineage[^1].Stage}`, fingerprint `{facts.Lineage[^1].Fingerprint}`.\n");
        Provenance(card, tally);
        Use(card, facts, tally);
        Filters(card, facts);
        Texts(card, tally);
        Limits(card, tally);
        return card.ToString();
    }

    private static void Head(StringBuilder card, CardFacts facts, CardTally tally)
    {
        Line(card, $"---");
        if (facts.Licence is { } licence) Line(card, $"license: {licence}");
        // What is found in one record of a hundred or fewer is mostly a mistaken guess.
        var languages = tally.Languages.Where(l => l.Key != "und" && l.Value * 100 > tally.Records).Select(l => l.Key).ToArray();
        if (languages.Length > 0) Line(card, $"language: [{string.Join(", ", languages)}]");
        Line(card, $"configs:\n- config_name: default\n  data_files:");
        foreach (var (split, file, _) in facts.Files) Line(card, $"  - split: {split}\n    path: {file}");
        Line(card, $"---\n");
    }

    private static void Provenance(StringBuilder card, CardTally tally)
    {
        Line(card, $"## Where it comes from\n");
        Line(card, $"Recipes: {List(tally.Generators)}.");
        Line(card, tally.Teachers.Count == 0 ? (FormattableString)$"No model took part." : $"Teachers, with what is known of their terms (no legal advice; each record's own `use` decides):\n");
        foreach (var ((teacher, simulated), records) in tally.Teachers) Line(card, $"- `{teacher}`{(simulated ? " (simulated: what it writes teaches nothing)" : "")}: {records:#,0} records. {Terms(teacher, simulated)}");
        if (tally.Models.Count > 0) Line(card, $"\nModels as their providers named them: {List(tally.Models)}.");
        if (tally.Prompts.Count > 0) Line(card, $"Prompts, by name, version and hash: {List(tally.Prompts)}.");
        Line(card, $"");
    }

    private static void Use(StringBuilder card, CardFacts facts, CardTally tally)
    {
        Line(card, $"## What it may be used for, and what it cost\n");
        Line(card, $"Training of models, by the terms of all teachers that took part: **{tally.Permitted ?? "no terms apply, people wrote it"}** ({List(tally.Uses)}).");
        Line(card, facts.Licence is { } licence ? (FormattableString)$"Licence, as its maker says: {licence}." : $"No licence was given to this set: who publishes it chooses one that the terms above and the licences of the sources allow.");
        var costs = string.Join(" and ", tally.Costs.Select(c => Text($"{c.Value:#,0.00#######} {c.Key}")));
        Line(card, $"Cost of the calls that made these records: {(costs.Length > 0 ? costs : "none known")}{(tally.Unpriced > 0 ? Text($"; unknown for {tally.Unpriced:#,0} records") : "")}.\n");
    }

    private static void Filters(StringBuilder card, CardFacts facts)
    {
        Line(card, $"## Filters, from the sources on\n");
        Line(card, $"| stage | made by | in | dropped by, for | out |\n|---|---|--:|---|--:|");
        foreach (var receipt in facts.Lineage)
        {
            var drops = string.Join("; ", receipt.Tally.Dropped.Select(d => Text($"{d.Step}, {d.Reason}: {d.Records:#,0}")));
            Line(card, $"| {receipt.Stage} | {receipt.Use} | {receipt.Tally.RecordsIn:#,0} | {(drops.Length > 0 ? drops : "nothing")} | {receipt.Tally.RecordsOut:#,0} |");
        }

        if (facts.Unfit.Count > 0) Line(card, $"\nLeft out here, as they have no form in {facts.Format}: {List(facts.Unfit)}.");
        var warnings = facts.Lineage.SelectMany(r => r.Tally.Warnings.Select(w => Text($"{w.Kind} in {r.Stage}: {w.Count:#,0}"))).ToArray();
        if (warnings.Length > 0) Line(card, $"\nWarnings: {string.Join("; ", warnings)}.");
        Line(card, $"");
    }

    private static void Texts(StringBuilder card, CardTally tally)
    {
        Line(card, $"## Texts\n");
        Line(card, $"Languages of the answers, as identified: {List(tally.Languages)} (`und`: too short or too unsure to say).\n");
        Line(card, $"| characters of | smallest | median | mean | 90 % below | largest |\n|---|--:|--:|--:|--:|--:|");
        foreach (var (name, lengths) in ((string, List<int>)[])[("questions", tally.QuestionChars), ("answers", tally.AnswerChars)])
        {
            lengths.Sort();
            Line(card, $"| {name} | {At(lengths, 0):#,0} | {At(lengths, 0.5):#,0} | {(lengths.Count > 0 ? lengths.Average() : 0):#,0} | {At(lengths, 0.9):#,0} | {At(lengths, 1):#,0} |");
        }

        Line(card, $"\n{tally.SeveralQuestions:#,0} records have several questions, {tally.WithSystem:#,0} a system message, {tally.WithReasoning:#,0} reasoning apart from the answer.\n");
    }

    private static void Limits(StringBuilder card, CardTally tally)
    {
        Line(card, $"## What to bear in mind\n");
        if (tally.Teachers.Keys.Any(t => t.Simulated)) Line(card, $"- Parts of this set are simulated. They show that the machinery runs; a model must not be trained on them.");
        if (tally.Teachers.Count > 0) Line(card, $"- Answers of models may be wrong, and imitate their teachers' style more than their knowledge: `datapipe style` shows how much of the set is which.");
        Line(card, $"- Nobody has checked every record. The filters above are all that was done.");
    }

    // The list knows providers by their own endpoints; another endpoint of the same provider may have other terms, which the record's use has taken into account.
    private static string Terms(string teacher, bool simulated)
    {
        var slash = teacher.IndexOf('/', StringComparison.Ordinal);
        var (provider, model) = slash > 0 ? (teacher[..slash], teacher[(slash + 1)..]) : ("", teacher);
        var terms = TermsTable.Of(new TeacherIdentity(provider, model, Hosts.GetValueOrDefault(provider, ""), simulated, ""), null);
        return $"Outputs may train other models: {TermsTable.NameOf(terms.OutputsMayTrain)}. {terms.Note}{(terms.Url is { } url ? $" {url}" : "")}{(terms.ReadOn is { } day ? Text($" (as of {day:yyyy-MM-dd})") : "")}";
    }

    private static int At(List<int> sorted, double fraction) => sorted.Count == 0 ? 0 : sorted[(int)Math.Round(fraction * (sorted.Count - 1))];

    private static string List(IEnumerable<KeyValuePair<string, long>> counts) => string.Join(", ", counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => Text($"{c.Key} {c.Value:#,0}")));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Line(StringBuilder card, FormattableString text) => card.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
