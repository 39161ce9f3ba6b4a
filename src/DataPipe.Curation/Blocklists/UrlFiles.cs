using DataPipe.Core.Catalogues;
using DataPipe.Core.Steps;
using DataPipe.Curation.Lists;

namespace DataPipe.Curation.Blocklists;

/// <summary>Files with lists of domains and of addresses.</summary>
internal sealed record UrlFiles(IReadOnlyList<StepFile> Domains, IReadOnlyList<StepFile> Urls, StepFile? Suffixes)
{
    /// <summary>Those of a category in the layout of the UT1 blacklists; a folder without any is fault DP1267.</summary>
    internal static UrlFiles OfFolder(FilePattern folder, StepScope scope)
    {
        List<StepFile> domains = [], urls = [];
        foreach (var ending in (string[])["", ".gz"])
        {
            domains.AddRange(scope.Files.Find($"{folder.Pattern}/domains{ending}", folder.Folder));
            urls.AddRange(scope.Files.Find($"{folder.Pattern}/urls{ending}", folder.Folder));
        }

        if (domains.Count + urls.Count == 0) scope.Faults.Add("DP1267", $"the folder '{folder.Pattern}' below {folder.Folder} holds neither 'domains' nor 'urls', plain or .gz", scope.At);
        return new UrlFiles(domains, urls, null);
    }

    /// <summary>Loads them; who asks for the same files gets the same lists.</summary>
    internal UrlLists Load(IStepFiles files) => files.Share(
        StepFileSearch.Key("url-lists", [.. Domains, .. Urls, .. Suffixes is null ? Array.Empty<StepFile>() : [Suffixes]]),
        () => new UrlLists(Domains, Urls, new PublicSuffixes(Suffixes, files), files));
}
