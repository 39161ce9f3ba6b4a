namespace DataPipe.Curation.Decontamination.Benchmarks;

/// <summary>The benchmarks in common use, with the names that their published files give to the parts of an item: the authors' own JSON Lines, and the Parquet files of the Hugging Face hub.</summary>
public static class KnownBenchmarks
{
    /// <summary>Fields by name, in the order of names.</summary>
    public static IReadOnlyDictionary<string, BenchmarkFields> All { get; } = new SortedDictionary<string, BenchmarkFields>(StringComparer.Ordinal)
    {
        // Clark et al. 2018, arXiv:1803.05457: question.stem in the authors' files, question on the hub.
        ["arc"] = new() { Id = ["id"], Questions = ["question", "question.stem"], Options = ["choices.text", "question.choices.text"] },

        // Clark et al. 2019, arXiv:1905.10044: the answers are true and false.
        ["boolq"] = new() { Passages = ["passage"], Questions = ["question"] },

        // Cobbe et al. 2021, arXiv:2110.14168.
        ["gsm8k"] = new() { Questions = ["question"], Answers = ["answer"] },

        // Zellers et al. 2019, arXiv:1905.07830.
        ["hellaswag"] = new() { Id = ["source_id", "ind"], Questions = ["ctx"], Options = ["endings"] },

        // Chen et al. 2021, arXiv:2107.03374.
        ["humaneval"] = new() { Id = ["task_id"], Questions = ["prompt"], Answers = ["canonical_solution"] },

        // Hendrycks et al. 2021, arXiv:2103.03874.
        ["math"] = new() { Id = ["unique_id"], Questions = ["problem"], Answers = ["solution"] },

        // Austin et al. 2021, arXiv:2108.07732: text in the whole set, prompt in the sanitised one.
        ["mbpp"] = new() { Id = ["task_id"], Questions = ["text", "prompt"], Answers = ["code"] },

        // Hendrycks et al. 2021, arXiv:2009.03300.
        ["mmlu"] = new() { Questions = ["question"], Options = ["choices"] },

        // Kwiatkowski et al. 2019, and its open form of Lee et al. 2019, arXiv:1906.00300. The documents are whole pages of Wikipedia and no part of the question.
        ["natural-questions"] = new() { Id = ["example_id", "id"], Questions = ["question", "question_text", "question.text"], Answers = ["answer"] },

        // Mihaylov et al. 2018, arXiv:1809.02789.
        ["openbookqa"] = new() { Id = ["id"], Questions = ["question_stem", "question.stem"], Options = ["choices.text", "question.choices.text"] },

        // Bisk et al. 2020, arXiv:1911.11641.
        ["piqa"] = new() { Id = ["id"], Questions = ["goal"], Options = ["sol1", "sol2"] },

        // Lai et al. 2017, arXiv:1704.04683: one question a record on the hub, all of an article in the authors' files.
        ["race"] = new() { Id = ["example_id", "id"], Passages = ["article"], Questions = ["question", "questions"], Options = ["options"] },

        // Sap et al. 2019, arXiv:1904.09728.
        ["siqa"] = new() { Passages = ["context"], Questions = ["question"], Options = ["answerA", "answerB", "answerC"] },

        // Joshi et al. 2017, arXiv:1705.03551. The evidence is whole pages and no part of the question.
        ["triviaqa"] = new() { Id = ["question_id", "QuestionId"], Questions = ["question", "Question"], Answers = ["answer.value", "Answer.Value"] },

        // Sakaguchi et al. 2020, arXiv:1907.10641.
        ["winogrande"] = new() { Id = ["qID"], Questions = ["sentence"], Options = ["option1", "option2"], Blank = "_" },
    };
}
