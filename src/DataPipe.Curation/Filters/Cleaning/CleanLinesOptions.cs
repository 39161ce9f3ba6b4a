using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Steps;

namespace DataPipe.Curation.Filters.Cleaning;

/// <summary>Rules of <see cref="CleanLinesStep"/>. By default whitespace alone is put in order; every rule on lines is off. Of the rules the first that a line fails removes it, in the order below.</summary>
public sealed record CleanLinesOptions : ISignalOptions
{
    /// <summary>Whether the rules look at lines or at whole paragraphs, which empty lines part. Source: DCLM's code has both for repeated ones; NeMo Curator's boilerplate modifier looks at paragraphs.</summary>
    public LineUnit Unit { get; init; }

    /// <summary>At which ends of lines whitespace is cut off: end, both or none. Source: the released C4 code strips both; end is our own choice, as it keeps code and lists indented.</summary>
    public LineTrim Trim { get; init; }

    /// <summary>Most newlines on end; further ones are removed, those between paragraphs too. Null keeps all. Source: DCLM's code and NeMo Curator's NewlineNormalizer (2).</summary>
    [Range(1, 1_000_000)] public int? MaxNewlines { get; init; } = 2;

    /// <summary>What becomes of lines that begin with a bullet: keep, unmark (the bullet and the whitespace around it are cut off before all rules) or remove. Source: Gopher's rule on bullets, section A.1, arXiv:2112.11446, line by line.</summary>
    public BulletLines Bullets { get; init; }

    /// <summary>The characters that are bullets. Source: datatrove 0.10 (Gopher).</summary>
    public string BulletMarks { get; init; } = "•-";

    /// <summary>Fewest characters (code points) of a line; shorter ones are removed. Source: our own choice, off; mC4 keeps pages by lines of 200 and more, arXiv:2010.11934.</summary>
    [Range(1, int.MaxValue)] public int? MinChars { get; init; }

    /// <summary>Most characters (code points) of a line; longer ones are removed. Source: our own choice, off; RedPajama drops source files with lines above 1000.</summary>
    [Range(1, int.MaxValue)] public int? MaxChars { get; init; }

    /// <summary>Fewest words of a line, between whitespace; shorter ones are removed. Source: off; the T5 paper, section 2.2, arXiv:1910.10683, has 3, RefinedWeb 2.</summary>
    [Range(1, int.MaxValue)] public int? MinWords { get; init; }

    /// <summary>Most words of a line, between whitespace; longer ones are removed. Source: off; an option of DCLM's line lengths.</summary>
    [Range(1, int.MaxValue)] public int? MaxWords { get; init; }

    /// <summary>Whether lines go that do not end with a mark that ends sentences in some script or with a quotation mark, or that end with "...". Source: the T5 paper, section 2.2, arXiv:1910.10683, with the marks of all scripts, as FineWeb has them.</summary>
    public bool RequireTerminalPunctuation { get; init; }

    /// <summary>Largest fraction of a line's characters that are capitals, 0..1; lines with more are removed. Source: off; RefinedWeb, appendix G.2, arXiv:2306.01116, as DCLM's code has it (0.5).</summary>
    [Range(0.0, 1.0)] public double? MaxUppercaseFraction { get; init; }

    /// <summary>Largest fraction of a line's characters that are digits, 0..1; lines with more are removed. Source: off; RefinedWeb, appendix G.2, as DCLM's code has it (0.999999).</summary>
    [Range(0.0, 1.0)] public double? MaxNumericFraction { get; init; }

    /// <summary>Largest fraction of a line's characters that are symbols, 0..1: neither letters with their marks, nor numbers, nor whitespace; lines with more are removed. Source: off; NeMo Curator's rule on characters that are not alphanumeric, line by line.</summary>
    [Range(0.0, 1.0)] public double? MaxSymbolFraction { get; init; }

    /// <summary>Texts that remove a line when one of them stands anywhere in it, letters in any case. Source: none by default; the released C4 code removes lines so that speak of JavaScript, cookies or policies.</summary>
    public IReadOnlyList<string> Phrases { get; init; } = [];

    /// <summary>More such texts, in files: a line an entry, # for comments, compressed or not.</summary>
    public IReadOnlyList<FilePattern> PhraseFiles { get; init; } = [];

    /// <summary>Whether lines go that stood in the document before, whitespace at their ends and the case of ASCII letters not counted; the first stays. Source: DCLM's code (deduplication within a page).</summary>
    public bool RemoveRepeated { get; init; }

    /// <summary>Fewest lines left that are not blank; a document with fewer is dropped. Source: DCLM's code, in which a page of which nothing is left goes.</summary>
    [Range(1, int.MaxValue)] public int? MinKeptLines { get; init; } = 1;

    /// <summary>Largest fraction of the document's words, between whitespace, that were in removed lines, 0..1; a document that lost more is dropped. Source: off; RefinedWeb, appendix G.2, arXiv:2306.01116 (0.05).</summary>
    [Range(0.0, 1.0)] public double? MaxRemovedWordFraction { get; init; }

    /// <summary>Whether what the rules look at and how many lines each removed is written as columns named clean_lines_…, for where, explain and whatif. Source: our own.</summary>
    public bool Signals { get; init; }

    /// <summary>Whether documents that fail a rule are dropped, or all are cleaned and kept and the verdict is written into the column clean_lines_verdict. Source: our own.</summary>
    public StepMode Mode { get; init; }
}
