using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;

namespace DataPipe.Curation.Dedup.Signing;

/// <summary>Turns the keep rule into a number, the smaller the better: a function of the document and of which input it is of.</summary>
internal sealed class KeepRank
{
    private readonly DedupKeep _keep;
    private readonly int _column = -1;
    private readonly NoteType _type;
    private readonly Dictionary<string, ulong> _sources = [];

    /// <summary>A rule; one that lacks its column or its sources is a fault.</summary>
    internal KeepRank(DedupOptions options, IStageSetup setup)
    {
        _keep = options.Keep;
        if (_keep == DedupKeep.BestScore && options.ScoreColumn is null)
            setup.Faults.Add("DP1113", "'keep: best-score' needs 'score-column': the annotation whose largest value is kept", setup.At("keep"));
        if (_keep == DedupKeep.SourcePriority && options.Sources is not { Count: > 0 })
            setup.Faults.Add("DP1113", "'keep: source-priority' needs 'sources': a list, the most wanted first", setup.At("keep"));
        if (_keep != DedupKeep.BestScore && options.ScoreColumn is not null)
            setup.Faults.Add("DP1113", "'score-column' is looked at by 'keep: best-score' alone", setup.At("score-column"));
        if (_keep != DedupKeep.SourcePriority && options.Sources is not null)
            setup.Faults.Add("DP1113", "'sources' is looked at by 'keep: source-priority' alone", setup.At("sources"));
        foreach (var source in options.Sources ?? []) _sources.TryAdd(source, (ulong)_sources.Count);
        if (options.ScoreColumn is not { } name || setup.Inputs.Count == 0) return;
        var schema = setup.Inputs[0].Schema;
        _column = schema.IndexOf(name);
        if (_column < 0)
            setup.Faults.Add("DP1013", $"there is no column '{name}' in '{setup.Inputs[0].Name}'{NearestName.Hint(name, schema.Notes.Select(n => n.Name))}; its annotations: {(schema.Notes.Count == 0 ? "none" : string.Join(", ", schema.Notes.Select(n => n.Name)))}", setup.At("score-column"));
        else if ((_type = schema.Notes[_column].Type) is not (NoteType.Integer or NoteType.Number))
            setup.Faults.Add("DP1113", $"the column '{name}' holds {_type.ToString().ToLowerInvariant()}: a score is an integer or a number", setup.At("score-column"));
    }

    /// <summary>The rank of a document of the input at <paramref name="input"/>.</summary>
    internal ulong Of(Document document, int input) => _keep switch
    {
        DedupKeep.Longest => ulong.MaxValue - (ulong)document.Text.LengthBytes,
        DedupKeep.Newest => ulong.MaxValue - (ulong)((document.FetchedAt ?? document.PublishedAt)?.UtcTicks ?? 0),
        DedupKeep.BestScore => ulong.MaxValue - Score(document.Notes[_column]),
        DedupKeep.SourcePriority => _sources.GetValueOrDefault(document.Source, ulong.MaxValue),
        DedupKeep.EarliestInput => (ulong)input,
        _ => 0,
    };

    // Ascending with the score, 0 without one; not a number counts as none.
    private ulong Score(NoteValue note)
    {
        if (!note.HasValue) return 0;
        if (_type == NoteType.Integer) return Math.Max(1, (ulong)note.Integer ^ (1UL << 63));
        var score = note.Number;
        if (double.IsNaN(score)) return 0;
        var bits = BitConverter.DoubleToUInt64Bits(score == 0 ? 0 : score); // one zero
        return (bits >> 63) == 0 ? bits | (1UL << 63) : ~bits;
    }
}
