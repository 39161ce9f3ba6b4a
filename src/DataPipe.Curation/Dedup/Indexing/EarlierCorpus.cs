using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;
using DataPipe.Core.Stages;

namespace DataPipe.Curation.Dedup.Indexing;

/// <summary>The index of one finished corpus: where its files are.</summary>
/// <param name="Folder">As the user named it.</param>
/// <param name="Keys">Path of the keys.</param>
/// <param name="Facts">Path of the documents.</param>
/// <param name="Ids">Path of the ids.</param>
internal sealed record EarlierCorpus(string Folder, string Keys, string Facts, string Ids)
{
    /// <summary>Finds an index; a folder without one, or with one that was made by other options, is a fault and gives null.</summary>
    internal static EarlierCorpus? Find(FilePattern folder, string search, IStageSetup setup)
    {
        FilePattern Below(string pattern) => folder with { Pattern = $"{folder.Pattern.TrimEnd('/')}/{IndexHeader.Folder}/part-*{pattern}" };
        if (setup.ReadText(Below(IndexHeader.HeaderExtension), "against") is not { } json) return null;
        var header = IndexHeader.Read(json);
        if (header is null || header.Format != IndexHeader.CurrentFormat)
        {
            setup.Faults.Add("DP1114", $"the index in '{folder.Pattern}' is {(header is null ? "damaged" : $"of format {header.Format}, and this version reads {IndexHeader.CurrentFormat}")}: run its pipeline again", setup.At("against"));
            return null;
        }

        if (header.Search != search)
        {
            setup.Faults.Add("DP1115", $"the index in '{folder.Pattern}' was made by other options: there '{header.Search}', here '{search}'; give both stages the same", setup.At("against"));
            return null;
        }

        var files = setup.Files([Below(IndexHeader.KeysExtension), Below(IndexHeader.FactsExtension), Below(IndexHeader.IdsExtension)], "against");
        string? Path(IndexFile file)
        {
            if (files.FirstOrDefault(f => f.Name == file.Name && f.Bytes == file.Bytes) is { } found) return found.Path;
            setup.Faults.Add("DP1114", $"the index in '{folder.Pattern}' lacks {file.Name} of {file.Bytes} bytes: run its pipeline again", setup.At("against"));
            return null;
        }

        var (keys, facts, ids) = (Path(header.Keys), Path(header.Facts), Path(header.Ids));
        return keys is null || facts is null || ids is null ? null : new EarlierCorpus(folder.Pattern, keys, facts, ids);
    }

    /// <summary>What is thrown where a file of the index is not as it was written.</summary>
    internal FaultException Damaged(string path) =>
        new("DP2015", $"{path}, of the index that 'against' names, is damaged (checksum differs): delete the folder '{Folder}/{IndexHeader.Folder}' and run the pipeline that made it again", null);

    /// <summary>Opens one of its files.</summary>
    internal async ValueTask<Sorting.EntryReader<T>> OpenAsync<T>(string path, ITaskContext context, CancellationToken cancellation) where T : unmanaged =>
        await Sorting.EntryReader<T>.OpenAsync(await context.OpenFileAsync(path, cancellation), () => Damaged(path), cancellation);
}
