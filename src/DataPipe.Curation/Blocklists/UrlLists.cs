using DataPipe.Core.Steps;
using DataPipe.Curation.Lists;
using DataPipe.Text.Hashing;

namespace DataPipe.Curation.Blocklists;

/// <summary>Lists of domains and addresses, in memory as hashes.</summary>
internal sealed class UrlLists
{
    private readonly FingerprintSet _domains = new(), _exactHosts = new(), _urls = new();

    internal UrlLists(IReadOnlyList<StepFile> domains, IReadOnlyList<StepFile> urls, PublicSuffixes suffixes, IStepFiles files)
    {
        var parts = new UrlParts();
        foreach (var file in domains)
            ListFile.Read(file, files, line =>
            {
                // Wildcards of hosts files and the like: below a domain is what a domain means anyway.
                parts.Read(line.TrimStart((byte)'*').TrimStart((byte)'.'));
                if (parts.Host.IsEmpty) return;
                (suffixes.Contains(parts.Host) ? _exactHosts : _domains).Add(parts.Host);
            });
        foreach (var file in urls)
            ListFile.Read(file, files, line =>
            {
                parts.Read(line);
                if (!parts.Address.IsEmpty) _urls.Add(parts.Address);
            });
    }

    /// <summary>Whether the host of an address is listed, or lies below a listed one.</summary>
    internal bool HasHost(UrlParts url)
    {
        var host = url.Host;
        if (_exactHosts.Count > 0 && _exactHosts.Contains(host)) return true;
        if (_domains.Count == 0) return false;
        // A name without a dot is a public suffix, and stands among the exact ones.
        for (var (rest, dot) = (0, host.IndexOf((byte)'.')); dot >= 0; dot = host[rest..].IndexOf((byte)'.'))
        {
            if (_domains.Contains(host[rest..])) return true;
            rest += dot + 1;
        }

        return false;
    }

    /// <summary>Whether an address is listed, or goes on behind a listed one.</summary>
    internal bool HasUrl(UrlParts url)
    {
        if (_urls.Count == 0) return false;
        var address = url.Address;
        if (_urls.Contains(address)) return true;
        for (var at = address.Length - 1; at > 0; at--)
            if (address[at] is (byte)'/' or (byte)'?' && _urls.Contains(address[..at]))
                return true;
        return false;
    }
}
