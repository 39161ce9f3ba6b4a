using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Lists;

namespace DataPipe.Curation.Blocklists;

/// <summary>Drops documents by their address: listed domains and addresses, and words in it. The rules and their order are datatrove's, as RefinedWeb and FineWeb use them. Source: Penedo et al. 2023 (RefinedWeb), arXiv:2306.01116, appendix G.1.</summary>
public sealed class UrlStep : IFilter<Document>, IPreparedStep
{
    /// <summary>A listed domain, or one below it.</summary>
    public static readonly DropReason Domain = new("domain");

    /// <summary>A listed address, or one behind it.</summary>
    public static readonly DropReason Url = new("url");

    /// <summary>A banned word between marks.</summary>
    public static readonly DropReason BannedWord = new("banned-word");

    /// <summary>Several soft words between marks.</summary>
    public static readonly DropReason SoftWord = new("soft-words");

    /// <summary>A banned text anywhere.</summary>
    public static readonly DropReason BannedSubword = new("banned-subword");

    /// <summary>No address.</summary>
    public static readonly DropReason NoUrl = new("no-url");

    private readonly UrlOptions _options;
    private readonly IStepFiles _files;
    private readonly IReadOnlyList<StepFile> _banned, _soft, _subwords;
    private readonly UrlFiles _urlFiles;
    private readonly UrlParts _parts = new();
    private byte[] _scratch = new byte[1024];
    private UrlLists? _lists;
    private UrlWords? _words;

    private UrlStep(UrlOptions options, StepScope scope)
    {
        (_options, _files) = (options, scope.Files);
        UrlFiles[] folders = [.. options.Folders.Select(f => UrlFiles.OfFolder(f, scope))];
        _urlFiles = new UrlFiles(
            [.. StepFileSearch.Find(options.Domains, "domains", scope), .. folders.SelectMany(f => f.Domains)],
            [.. StepFileSearch.Find(options.Urls, "urls", scope), .. folders.SelectMany(f => f.Urls)],
            options.PublicSuffixes is not null && StepFileSearch.Find([options.PublicSuffixes], "public-suffixes", scope) is [var suffixes, ..] ? suffixes : null);
        _banned = StepFileSearch.Find(options.BannedWordFiles, "banned-word-files", scope);
        _soft = StepFileSearch.Find(options.SoftWordFiles, "soft-word-files", scope);
        _subwords = StepFileSearch.Find(options.BannedSubwordFiles, "banned-subword-files", scope);
    }

    /// <summary>Every reason, in the order of the rules.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [NoUrl, Domain, Url, BannedWord, SoftWord, BannedSubword];

    /// <summary>Makes the step. A folder without lists is fault DP1267.</summary>
    public static UrlStep Create(UrlOptions options, StepScope scope) => new(options, scope);

    /// <inheritdoc/>
    public void Prepare()
    {
        _lists = _urlFiles.Load(_files);
        var key = string.Join('\n', [.. _options.BannedWords, "", .. _options.SoftWords, "", .. _options.BannedSubwords]);
        _words = _files.Share(StepFileSearch.Key($"url-words {key}", [.. _banned, .. _soft, .. _subwords]), () => new UrlWords(_options, _banned, _soft, _subwords, _files));
    }

    /// <inheritdoc/>
    public Verdict Judge(Document record)
    {
        if (string.IsNullOrWhiteSpace(record.Url)) return Verdict.DropIf(!_options.KeepWithoutUrl, NoUrl);
        _parts.Read(record.Url);
        if (_lists!.HasHost(_parts)) return Verdict.Drop(Domain);
        if (_lists.HasUrl(_parts)) return Verdict.Drop(Url);
        var (isBanned, soft) = _words!.Find(_parts.Whole);
        if (isBanned) return Verdict.Drop(BannedWord);
        if (soft >= _options.MinSoftWords) return Verdict.Drop(SoftWord);
        if (_scratch.Length < _parts.Whole.Length) _scratch = new byte[2 * _parts.Whole.Length];
        return Verdict.DropIf(_words.HasSubword(_parts.Whole, _scratch), BannedSubword);
    }
}
