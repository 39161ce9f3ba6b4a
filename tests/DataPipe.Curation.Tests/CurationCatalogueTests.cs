using DataPipe.Core.Catalogues;

namespace DataPipe.Curation.Tests;

public class CurationCatalogueTests
{
    [Fact]
    public void Entries_are_in_order_of_their_names_and_unique()
    {
        var catalogue = CurationCatalogue.Entries;
        Assert.Equal(catalogue.Steps.Select(s => s.Name).Order(StringComparer.Ordinal), catalogue.Steps.Select(s => s.Name));
        Assert.Equal(catalogue.Stages.Select(s => s.Name).Order(StringComparer.Ordinal), catalogue.Stages.Select(s => s.Name));
        Assert.Equal(catalogue.Steps.Count, Catalogue.Merge(catalogue).Steps.Count);
    }

    [Fact]
    public void Reasons_of_a_step_are_named_once_in_kebab_case() => Assert.All(CurationCatalogue.Entries.Steps, step =>
    {
        Assert.Equal(step.Reasons.Count, step.Reasons.Select(r => r.Name).Distinct().Count());
        Assert.All(step.Reasons, reason => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", reason.Name));
    });
}
