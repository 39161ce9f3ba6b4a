using DataPipe.Core.Catalogues;
using DataPipe.Curation;
using DataPipe.Synthesis;

namespace DataPipe.Cli.Wiring;

/// <summary>The tables of contents of all wings as one.</summary>
internal static class Catalogues
{
    public static Catalogue All(ITeacherSource teachers, IEmbedderSource embedders) =>
        Catalogue.Merge(StreamCatalogue.Entries, CurationCatalogue.Entries, SynthesisCatalogue.Entries(teachers, embedders));
}
