using DataPipe.Core.Records;
using DataPipe.Text.Signals;

namespace DataPipe.Curation.Signals;

/// <summary>The names of RedPajama-V2's signals as it publishes them, so that thresholds and reports of others apply.</summary>
internal static class RedPajamaColumns
{
    /// <summary>By document, in the order of <see cref="RedPajamaSignal"/>.</summary>
    internal static readonly NoteColumn[] Documents =
    [
        new("ccnet_length", NoteType.Integer, "Characters."),
        new("ccnet_nlines", NoteType.Integer, "Lines."),
        new("rps_doc_ldnoobw_words", NoteType.Integer, "Entries of the list of bad words, in normalised words."),
        new("rps_doc_lorem_ipsum", NoteType.Number, "Occurrences of 'lorem ipsum' by characters of the normalised text."),
        new("rps_doc_curly_bracket", NoteType.Number, "Curly brackets by characters."),
        new("rps_doc_stop_word_fraction", NoteType.Number, "Stop words by raw words."),
        new("rps_doc_num_sentences", NoteType.Integer, "Sentences: segments between . ! ? with a letter or digit."),
        new("rps_doc_word_count", NoteType.Integer, "Normalised words."),
        new("rps_doc_mean_word_length", NoteType.Number, "Mean length of a normalised word, in characters."),
        new("rps_doc_symbol_to_word_ratio", NoteType.Number, "The marks #, ... and … by raw words."),
        new("rps_doc_frac_lines_end_with_ellipsis", NoteType.Number, "Share of lines that end with ... or …"),
        new("rps_doc_frac_no_alph_words", NoteType.Number, "Share of raw words without a letter a to z."),
        new("rps_doc_frac_unique_words", NoteType.Number, "Different normalised words by all."),
        new("rps_doc_unigram_entropy", NoteType.Number, "Entropy of the normalised words, natural logarithm."),
        new("rps_doc_frac_all_caps_words", NoteType.Number, "Share of raw words in capitals."),
        new("rps_doc_frac_chars_top_2gram", NoteType.Number, "Share of the characters of words in the most frequent pair of words."),
        new("rps_doc_frac_chars_top_3gram", NoteType.Number, "The same of three words."),
        new("rps_doc_frac_chars_top_4gram", NoteType.Number, "The same of four words."),
        new("rps_doc_frac_chars_dupe_5grams", NoteType.Number, "Share of the characters of words in repeated runs of 5 words."),
        new("rps_doc_frac_chars_dupe_6grams", NoteType.Number, "The same of 6 words."),
        new("rps_doc_frac_chars_dupe_7grams", NoteType.Number, "The same of 7 words."),
        new("rps_doc_frac_chars_dupe_8grams", NoteType.Number, "The same of 8 words."),
        new("rps_doc_frac_chars_dupe_9grams", NoteType.Number, "The same of 9 words."),
        new("rps_doc_frac_chars_dupe_10grams", NoteType.Number, "The same of 10 words."),
    ];

    /// <summary>By line, in the order of <see cref="RedPajamaLineSignal"/>, misspelt where RedPajama-V2 does.</summary>
    internal static readonly (string Name, string Summary)[] Lines =
    [
        ("rps_lines_javascript_counts", "How often the word javascript stands in it"),
        ("rps_lines_ending_with_terminal_punctution_mark", "Whether it ends with . ! ? or ”"),
        ("rps_lines_num_words", "Its normalised words"),
        ("rps_lines_uppercase_letter_fraction", "Capital letters by characters"),
        ("rps_lines_numerical_chars_fraction", "Numeric characters by characters, normalised"),
        ("rps_lines_start_with_bulletpoint", "Whether it begins with a bullet"),
    ];

    /// <summary>Of NeMo Curator and Data-Juicer, in the order of <see cref="CharacterShares"/>.</summary>
    internal static readonly NoteColumn[] Others =
    [
        new("nemo_alpha_numeric", NoteType.Number, "Share of characters but letters a to z, digits, line ends and ? ! , ."),
        new("nemo_numbers_ratio", NoteType.Number, "Share of digits."),
        new("nemo_white_space", NoteType.Number, "Share of whitespace."),
        new("nemo_parentheses_ratio", NoteType.Number, "Share of brackets."),
        new("nemo_urls_ratio", NoteType.Number, "Share of characters of addresses."),
        new("data_juicer_alnum_ratio", NoteType.Number, "Share of letters and digits of any script."),
        new("data_juicer_avg_line_length", NoteType.Number, "Mean length of a line, in characters."),
        new("data_juicer_max_line_length", NoteType.Integer, "Length of the longest line, in characters."),
    ];

    /// <summary>All columns that options ask for.</summary>
    internal static IReadOnlyList<NoteColumn> Of(RedPajamaOptions options)
    {
        List<NoteColumn> columns = [.. Documents, .. Lines.Select(l => new NoteColumn($"{l.Name}_mean", NoteType.Number, $"{l.Summary}: the mean over lines."))];
        if (options.PerLine) columns.AddRange(Lines.Select(l => new NoteColumn(l.Name, NoteType.Vector, $"{l.Summary}, [lines].")));
        if (options.Others) columns.AddRange(Others);
        if (options.Ut1.Count > 0) columns.Add(new("rps_doc_ut1_blacklist", NoteType.Text, "Category of the document's host."));
        foreach (var target in Targets(options))
        {
            columns.Add(new($"rps_doc_{target}_importance", NoteType.Number, $"Log ratio of its likelihood in {target} and in the source."));
            columns.Add(new($"rps_doc_{target}_importance_length_correction", NoteType.Number, "The same with that of its length."));
        }

        return columns;
    }

    /// <summary>The targets of importance weights, in order.</summary>
    internal static IReadOnlyList<string> Targets(RedPajamaOptions options) => [.. options.Importance.Keys.Order(StringComparer.Ordinal)];
}
