using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;

namespace DataPipe.Curation.Blocklists;

/// <summary>What <see cref="UrlStep"/> drops. All lists are plain text, a line an entry, # for comments, compressed or not.</summary>
public sealed record UrlOptions
{
    /// <summary>Lists of domains: a document goes when its host is one of them or lies below one. Source: datatrove 0.10 and RefinedWeb, which compare names without their suffix.</summary>
    public IReadOnlyList<FilePattern> Domains { get; init; } = [];

    /// <summary>Lists of addresses without their scheme: a document goes when its address is one of them or goes on behind one at a / or ?. Source: datatrove 0.10.</summary>
    public IReadOnlyList<FilePattern> Urls { get; init; } = [];

    /// <summary>Folders of categories as the UT1 blacklists have them, such as blacklists/adult: the files domains and urls in each, or domains.gz and urls.gz. Source: RefinedWeb, Penedo et al. 2023, arXiv:2306.01116, appendix G.1.</summary>
    public IReadOnlyList<FilePattern> Folders { get; init; } = [];

    /// <summary>A file in the format of the Public Suffix List: entries of the lists that are such suffixes, as co.uk, stand for themselves and not for all below. Without it, names without a dot and a few well-known ones do.</summary>
    public FilePattern? PublicSuffixes { get; init; }

    /// <summary>Words that drop a document when one of them stands in its address, between marks. The default is a short list of our own. Source: datatrove 0.10, RefinedWeb.</summary>
    public IReadOnlyList<string> BannedWords { get; init; } = ["porn", "xxx", "hentai", "milf", "blowjob", "gangbang", "camgirl", "camgirls", "camsex", "sexcam"];

    /// <summary>More such words, in files.</summary>
    public IReadOnlyList<FilePattern> BannedWordFiles { get; init; } = [];

    /// <summary>Texts that drop a document when one of them stands anywhere in its address once all marks are taken out. The default is a short list of our own. Source: datatrove 0.10, RefinedWeb.</summary>
    public IReadOnlyList<string> BannedSubwords { get; init; } = ["porntube", "pornhub", "freeporn", "xxxvideo", "sexvideo", "sexcam", "escortgirl"];

    /// <summary>More such texts, in files.</summary>
    public IReadOnlyList<FilePattern> BannedSubwordFiles { get; init; } = [];

    /// <summary>Words that drop a document when several different ones stand in its address, between marks. The default is a short list of our own. Source: datatrove 0.10, RefinedWeb.</summary>
    public IReadOnlyList<string> SoftWords { get; init; } = ["sex", "sexy", "nude", "naked", "adult", "erotic", "escort", "fetish", "horny", "teens", "webcam", "casino", "poker", "viagra", "cialis"];

    /// <summary>More such words, in files.</summary>
    public IReadOnlyList<FilePattern> SoftWordFiles { get; init; } = [];

    /// <summary>How many different soft words drop a document. Source: datatrove 0.10, RefinedWeb (2).</summary>
    [Range(1, 1000)] public int MinSoftWords { get; init; } = 2;

    /// <summary>Whether documents without an address are kept. Source: our own choice; datatrove stops at them.</summary>
    public bool KeepWithoutUrl { get; init; } = true;
}
