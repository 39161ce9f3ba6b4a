using DataPipe.Core.Catalogues;
using DataPipe.Core.Tests.Steps;

namespace DataPipe.Core.Tests.Catalogues;

public sealed class CatalogueTests
{
    [Fact]
    public void Merges_in_ordinal_order_of_names()
    {
        var merged = Catalogue.Merge(new Catalogue([], [Word.Upper, Word.Length], []), StreamCatalogue.Entries, new Catalogue([], [Word.Explode], []));
        Assert.Equal(["explode", "length", "upper"], merged.Steps.Select(s => s.Name));
        Assert.Equal("stream", Assert.Single(merged.Stages).Name);
    }

    [Fact]
    public void Refuses_two_entries_of_one_name()
    {
        var twice = Assert.Throws<InvalidOperationException>(() => Catalogue.Merge(new Catalogue([], [Word.Upper], []), new Catalogue([], [Word.Upper], [])));
        Assert.Equal("two catalogue entries are named 'upper'", twice.Message);
    }
}
