using DataPipe.Core.Catalogues;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Answering;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Conversations;
using DataPipe.Synthesis.Embedding;
using DataPipe.Synthesis.Evolving;
using DataPipe.Synthesis.Files;
using DataPipe.Synthesis.Grids;
using DataPipe.Synthesis.Grounding;
using DataPipe.Synthesis.Imitation;
using DataPipe.Synthesis.Instructions;
using DataPipe.Synthesis.Preferences;
using DataPipe.Synthesis.Quality;
using DataPipe.Synthesis.Rating;
using DataPipe.Synthesis.Scrubbing;
using DataPipe.Synthesis.Selection;
using DataPipe.Synthesis.Simulation;
using DataPipe.Synthesis.TaskBlocks;
using DataPipe.Synthesis.Templates;
using DataPipe.Synthesis.Unnatural;
using DataPipe.Synthesis.Verifying.Constraints;
using DataPipe.Teachers;
using DataPipe.Teachers.Budget;

namespace DataPipe.Synthesis;

/// <summary>Table of contents: the stages that teachers take part in, and the section that names teachers.</summary>
public static class SynthesisCatalogue
{
    /// <summary>All entries; the stages open their teachers through <paramref name="teachers"/> and <paramref name="embedders"/>, and only when a task runs.</summary>
    public static Catalogue Entries(ITeacherSource teachers, IEmbedderSource embedders) => new(
        [
            StageEntry.Transform<EmbedOptions>(EmbedEntry.Name, 1, "Has a model embed documents, or the questions of samples: a column of vectors, for semantic deduplication and selection.", (1, 16), null, null, true, (options, setup) => EmbedEntry.Create(options, setup, embedders)),
            StageEntry.Transform<RateOptions>(RateStage.Name, 1, "Has a teacher rate samples, their answers or their questions: difficulty, quality and topic become columns.", (1, 16), RecordType.Sample, null, true, (options, setup) => RateStage.Create(options, setup, teachers)),
            StageEntry.Transform<SelectOptions>(SelectStage.Name, 1, "Makes a small set of a large one: near-duplicates go by MinHash or vectors, quotas of topics hold, and what stays is as different as can be (k-centre greedy).", (1, 64), RecordType.Sample, null, true, SelectStage.Create),
            StageEntry.Source<SeedTasksOptions>("seed-tasks", 1, "Reads tasks that people wrote, with their instances, from JSONL.", RecordType.Sample, (options, setup) => SampleSourceStage.Create(options.Files, setup, SeedTask.Read)),
            StageEntry.Source<PromptsOptions>("prompts", 1, "Reads prompts that people wrote, without answers, from JSONL.", RecordType.Sample, (options, setup) => SampleSourceStage.Create(options.Files, setup, PromptLine.Read)),
            StageEntry.Transform<SelfInstructOptions>("self-instruct", 2, "Has a teacher invent instructions after the model of seeds, keeps the new ones, and has them carried out (Self-Instruct).", (1, 16), RecordType.Sample, RecordType.Sample, true, (options, setup) => SelfInstructStage.Create(options, setup, teachers)),
            StageEntry.Transform<AlpacaOptions>("alpaca", 1, "Has a teacher write whole lists of tasks with inputs and outputs after the model of seeds, and keeps the new ones (Alpaca).", (1, 16), RecordType.Sample, RecordType.Sample, true, (options, setup) => AlpacaRecipe.Create(options, setup, teachers)),
            StageEntry.Transform<EvolveOptions>("evolve", 1, "Has a teacher rewrite instructions round by round into harder or rarer ones and answer them; what fails goes (Evol-Instruct).", (1, 16), RecordType.Sample, RecordType.Sample, true, (options, setup) => EvolveRecipe.Create(options, setup, teachers)),
            StageEntry.Transform<UnnaturalOptions>("unnatural", 1, "Has a teacher invent tasks with inputs and constraints after three demonstrations (Unnatural Instructions).", (1, 16), RecordType.Sample, RecordType.Sample, true, (options, setup) => UnnaturalRecipe.Create(options, setup, teachers)),
            StageEntry.Transform<RephraseOptions>("rephrase", 1, "Has a teacher say instructions in other words: the same task under several formulations.", (1, 16), RecordType.Sample, RecordType.Sample, true, (options, setup) => RephraseRecipe.Create(options, setup, teachers)),
            StageEntry.Transform<AnswerOptions>("answer", 1, "Has teachers answer prompts that are given, reasoning apart, and keeps what is whole and, where it can be checked, right.", (1, 16), RecordType.Sample, RecordType.Sample, true, (options, setup) => AnswerRecipe.Create(options, setup, teachers)),
            StageEntry.Transform<ConstrainOptions>("constrain", 1, "Puts constraints on prompts that a program can check, and notes them as ground truth.", (1, 16), RecordType.Sample, RecordType.Sample, true, ConstrainStage.Create),
            StageEntry.Source<TemplatesOptions>("templates", 1, "Turns rows of data sets into instructions by templates and mixes them by temperature and cap (T0, FLAN, Natural Instructions).", RecordType.Sample, TemplatesStage.Create),
            StageEntry.Source<ConversationsOptions>("conversations", 1, "Reads conversations of others (ShareGPT, Open-Assistant trees, messages), cleans and splits them.", RecordType.Sample, ConversationsStage.Create),
            StageEntry.Source<GridOptions>("grid", 1, "Has a teacher invent instructions for every cell of a grid of topics, difficulties and tasks, under personas, until each is covered.", RecordType.Sample, (options, setup) => GridRecipe.Create(options, setup, teachers)),
            StageEntry.Transform<GroundedOptions>("grounded", 1, "Has a teacher ask and answer questions about documents; what answers cite is verified to stand there.", (1, 16), RecordType.Document, RecordType.Sample, true, (options, setup) => GroundedRecipe.Create(options, setup, teachers)),
            StageEntry.Transform<SimulateOptions>("simulate", 1, "Has a teacher converse with a simulated user: conversations of several turns.", (1, 16), RecordType.Sample, RecordType.Sample, true, (options, setup) => SimulateRecipe.Create(options, setup, teachers)),
            StageEntry.Source<MagpieOptions>("magpie", 1, "Has an open model write what users ask from its bare chat template (Magpie).", RecordType.Sample, (options, setup) => MagpieRecipe.Create(options, setup, teachers)),
            StageEntry.Transform<ImitateOptions>("imitate", 1, "Has a teacher write more examples of one task, and reports what they cover of the others (targeted imitation).", (1, 16), RecordType.Sample, RecordType.Sample, true, (options, setup) => ImitateRecipe.Create(options, setup, teachers)),
            StageEntry.Transform<PreferencesOptions>("preferences", 2, "Has teachers answer prompts several times and a judge compare every two answers in both orders: pairs of a better and a worse answer.", (1, 16), RecordType.Sample, RecordType.Preference, true, (options, setup) => PreferencesStage.Create(options, setup, teachers)),
        ],
        [
            StepEntry.OfConversations<AnswerQualityOptions>("answer-quality", 1, "Drops samples and preferences whose answers are broken in form: empty, cut off, repeating, in another language, with broken Markdown or placeholders.", AnswerQualityFilter.Reasons, (o, _) => new AnswerQualityFilter(o)).Adding([.. AnswerQualityFilter.Columns]),
            StepEntry.OfConversations<ScrubOptions>("scrub", 1, "Finds refusals, self-identity and knowledge cut-offs in what assistants say, sentence by sentence in English and Chinese; removes, renames, drops or counts them.", ScrubStep.Reasons, ScrubStep.Create).Adding([.. ScrubStep.Columns]),
        ],
        [
            new ResourceEntry(
                TeacherUse.Section,
                "Models behind an API, by the names that stages use.",
                typeof(TeacherOptions),
                [
                    "max-concurrency", "request-timeout", "max-attempts", "first-backoff", "max-backoff", "max-retry-after", "breaker-failure-fraction",
                    "breaker-min-attempts", "breaker-window", "breaker-pause", "max-response-bytes", "api-key-variable", "authentication", "entra-scope", "allow-key-over-http",
                    "api-key-variables", "requests-per-minute", "tokens-per-minute", "hedge-after-fraction", "max-repeat-time", "price", "terms-override", "batch", "stop-grace",
                ]),
            new ResourceEntry(LedgerUse.Section, "Where the answers of teachers are kept and served again.", typeof(LedgerUse), []) { IsSingle = true },
            new ResourceEntry("budget", "What requests to teachers may cost at most; what could pass a cap is not sent.", typeof(BudgetOptions), []) { IsSingle = true },
            new ResourceEntry(TermsUse.Section, "What is asked of the terms of teachers.", typeof(TermsUse), []) { IsSingle = true },
        ]);
}
