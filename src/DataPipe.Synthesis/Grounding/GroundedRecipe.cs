using System.Globalization;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Prompts;
using DataPipe.Synthesis.Recipes;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Grounding;

/// <summary>Questions about a document, with answers whose quotations are verified to stand in it, and where.</summary>
internal sealed class GroundedRecipe(GroundedOptions options, TeacherUse teacher, PromptTemplate prompt) : IRecipe<Document>
{
    private const string Replies = "replies";
    private const string Citations = "citations";
    private const int MaxQuotes = 32;

    /// <summary>The document is too short to be asked about.</summary>
    public static readonly DropReason TooShort = new("too-short");

    /// <summary>Question or answer is missing, or there are quotations without end.</summary>
    public static readonly DropReason Malformed = new("malformed");

    /// <summary>More questions than asked for.</summary>
    public static readonly DropReason TooMany = new("too-many");

    /// <summary>The same question and answer came before.</summary>
    public static readonly DropReason Same = new("same");

    /// <summary>The answer quotes nothing.</summary>
    public static readonly DropReason NoQuote = new("no-quote");

    /// <summary>A quotation is too short to rest on.</summary>
    public static readonly DropReason QuoteTooShort = new("quote-too-short");

    /// <summary>A quotation does not stand in the document.</summary>
    public static readonly DropReason QuoteNotFound = new("quote-not-found");

    public string Name => "grounded";

    public IReadOnlyList<TeacherUse> Teachers { get; } = [teacher];

    public IReadOnlyList<NoteColumn> Columns { get; } = [new("source", NoteType.Text, "Source of the document."), new("url", NoteType.Text, "Address of the document.")];

    public IReadOnlyList<string> Steps => [Replies, Citations];

    public static IStage Create(GroundedOptions options, IStageSetup setup, ITeacherSource teachers) => new RecipeStage<Document>(
        new GroundedRecipe(options, TeacherUse.Find(setup, options.Teacher, "teacher"), PromptTemplate.Load(setup, options.Prompt, "prompt", "count", "passage")),
        new RecordSeeds<Document>(options.RecordsPerTask), setup, teachers);

    public async Task<IReadOnlyList<Made>> MakeAsync(Document seed, Interview interview, CancellationToken cancellation)
    {
        var text = seed.Text.ToString();
        var passage = PassageOf(text, interview);
        if (passage.Length < options.MinPassageChars) return [Of(new GroundedReply("", "", []), passage, [], []).Dropped(Replies, TooShort)];
        var heard = await interview.AskAsync(
            0,
            new Prompt
            {
                Messages = prompt.Fill(new Dictionary<string, string> { ["count"] = options.Questions.ToString(CultureInfo.InvariantCulture), ["passage"] = passage }),
                Temperature = options.Temperature, MaxTokens = options.MaxTokens,
            },
            cancellation);
        var replies = heard.Fault == Heard.Refused ? [] : GroundedReply.Parse(heard.Text);
        List<Made> made = [];
        HashSet<string> ids = new(StringComparer.Ordinal);
        for (var i = 0; i < replies.Count; i++)
        {
            // Looking quotations up costs the length of the document each, so that a reply of nothing else is not taken up.
            var (citations, fault) = i >= options.Questions || replies[i].Quotes.Count > MaxQuotes ? ([], null) : Cite(seed.Id, text, replies[i].Quotes);
            var one = Of(replies[i], passage, citations, [heard]);
            made.Add(
                i == replies.Count - 1 && heard.Fault == Heard.CutShort ? one.Dropped(Replies, Heard.CutShort)
                : i >= options.Questions ? one.Dropped(Replies, TooMany)
                : replies[i].Question.Length == 0 || replies[i].Answer.Length == 0 || replies[i].Quotes.Count > MaxQuotes ? one.Dropped(Replies, Malformed)
                : fault is { } reason ? one.Dropped(Citations, reason)
                : ids.Add(one.Sample.Id) ? one : one.Dropped(Replies, Same));
        }

        return made.Count > 0 ? made : [Of(new GroundedReply("", "", []), passage, [], [heard]).Dropped(Replies, heard.Fault ?? Malformed)];

        Made Of(GroundedReply reply, string shown, IReadOnlyList<Citation> citations, IReadOnlyList<Heard> by)
        {
            var sample = RecipeSample.Of("grounded", new TaskLabel(Name, reply.Question, options.WithPassage ? shown : "", false, 0), reply.Answer, prompt.Identity, []);
            return new Made(
                sample with
                {
                    Id = $"{sample.Id}-{Files.RecordIds.Hash(seed.Id)}", Citations = citations, Provenance = sample.Provenance with { Parents = [seed.Id] },
                    Notes = new Notes([NoteValue.Of(seed.Source), NoteValue.Of(seed.Url)]),
                },
                by);
        }
    }

    private (IReadOnlyList<Citation> Citations, DropReason? Fault) Cite(string id, string text, IReadOnlyList<string> quotes)
    {
        List<Citation> citations = [];
        foreach (var quote in quotes)
        {
            if (quote.Length < options.MinQuoteChars) return (citations, QuoteTooShort);
            if (QuoteSearch.Find(text, quote) is not { } found) return (citations, QuoteNotFound);
            citations.Add(new Citation(id, found.Start, found.End, text[found.Start..found.End]));
        }

        return (citations, citations.Count == 0 ? NoQuote : null);
    }

    private string PassageOf(string text, Interview interview)
    {
        if (text.Length <= options.MaxPassageChars) return text.Trim();
        // The beginnings of paragraphs that leave a whole passage behind them.
        List<int> starts = [0];
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0 && at < text.Length - options.MaxPassageChars; at = text.IndexOf('\n', at + 1)) starts.Add(at + 1);
        var start = starts[interview.Below(starts.Count, "passage")];
        var end = Math.Min(text.Length, start + options.MaxPassageChars);
        var border = text.LastIndexOf('\n', end - 1, end - start);
        if (border > start + (options.MaxPassageChars / 2)) end = border;
        else if (end < text.Length && char.IsLowSurrogate(text[end])) end--;
        return text[start..end].Trim();
    }

    public IReadOnlyList<AskPlan> Asks(SeedVolume? seeds)
    {
        // Ours: a question with its answer and what it cites has some seventy words.
        const double UsualQuestionTokens = 90;
        return
        [
            new AskPlan(
                teacher.Name, "questions", seeds is null ? null : new AskVolume(seeds.Count, Size(Math.Min(seeds.MeanBytes, options.MaxPassageChars)), 1),
                seeds is null ? null : new AskVolume(seeds.Count, Size(Math.Min(seeds.MaxBytes, (double)options.MaxPassageChars * TextSize.MaxBytesPerChar)), 1), options.MaxTokens, prompt.MessageCount) { UsualTokens = options.Questions * UsualQuestionTokens },
        ];

        double Size(double bytes) => prompt.SizeBytes(new Dictionary<string, double> { ["count"] = 2, ["passage"] = bytes });
    }
}
