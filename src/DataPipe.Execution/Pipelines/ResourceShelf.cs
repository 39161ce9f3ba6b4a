using DataPipe.Core.Catalogues;
using DataPipe.Execution.Configuration;

namespace DataPipe.Execution.Pipelines;

/// <summary>The named resources of a pipeline, bound once.</summary>
internal sealed class ResourceShelf
{
    private readonly List<NamedResource> _all = [];

    public ResourceShelf(PipelineDefinition pipeline, Catalogue catalogue, OptionBinder binder)
    {
        foreach (var entry in catalogue.Resources)
            if (!pipeline.Resources.TryGetValue(entry.Section, out var section)) continue;
            else if (entry.IsSingle)
                _all.Add(new NamedResource(entry.Section, entry.Section, binder.Bind(entry.Options, section, $"'{entry.Section}'", section.At), "", section.At));
            else
                foreach (var named in section.Entries)
                {
                    var options = binder.Bind(entry.Options, named.Value, $"'{named.Key}' in '{entry.Section}'", named.KeyAt);
                    _all.Add(new NamedResource(entry.Section, named.Key, options, CanonicalJson.Of(options, entry.Unfingerprinted), named.KeyAt));
                }
    }

    /// <summary>The sections that hold options themselves.</summary>
    public IReadOnlyList<NamedResource> Singles(Catalogue catalogue) => [.. _all.Where(r => catalogue.Resources.Any(e => e.IsSingle && e.Section == r.Section))];

    public NamedResource? Find(string section, string name) => _all.Find(r => r.Section == section && r.Name == name);

    public IEnumerable<string> Names(string section) => _all.Where(r => r.Section == section).Select(r => r.Name);
}
