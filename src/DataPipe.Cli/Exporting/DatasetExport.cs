using DataPipe.Cli.Querying;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Storage;
using DataPipe.Synthesis.Export;

namespace DataPipe.Cli.Exporting;

/// <summary>Writes a dataset for a trainer: files by split, and a data card beside them. The same dataset and options give the same bytes.</summary>
/// <param name="View">The dataset.</param>
/// <param name="Shape">The shape of the rows.</param>
/// <param name="Split">Which records are for validation.</param>
/// <param name="Parquet">Parquet, or JSON Lines.</param>
internal sealed record DatasetExport(DatasetView View, ExportShape Shape, ExportSplit Split, bool Parquet)
{
    public const string CardName = "README.md";
    private const string Train = "train", Validation = "validation";

    /// <summary>Writes everything into a folder.</summary>
    /// <param name="folder">The folder; files of an earlier export there are replaced.</param>
    /// <param name="facts">What the card says besides; files, columns and unfit records are put in.</param>
    /// <param name="cancellation">Ends it; what is not whole then has no name.</param>
    /// <exception cref="FaultException">DP1342: nothing had the shape.</exception>
    public async Task<(CardFacts Facts, CardTally Tally)> WriteAsync(string folder, CardFacts facts, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var extension = Parquet ? "parquet" : "jsonl";
        await using var train = new ExportFile(Path.Combine(folder, $"{Train}.{extension}"), Shape.Columns, Parquet);
        await using var validation = new ExportFile(Path.Combine(folder, $"{Validation}.{extension}"), Shape.Columns, Parquet);
        var (tally, unfit) = (new CardTally(), new SortedDictionary<string, long>(StringComparer.Ordinal));
        if (View.Schema.Type == RecordType.Sample)
            await EachAsync<Sample>(s => (Shape.Of(s), Split.IsValidation(s)), tally.Add);
        else
            await EachAsync<Preference>(p => (Shape.Of(p), Split.IsValidation(p)), tally.Add);
        if (tally.Records == 0)
            throw new FaultException("DP1342", $"of {View.Receipt.Records} records none has the form: {(unfit.Count == 0 ? "the dataset is empty" : string.Join(", ", unfit.Select(u => $"{u.Key} {u.Value}")))}", null);

        List<(string, string, long)> files = [];
        foreach (var (split, file) in ((string, ExportFile)[])[(Train, train), (Validation, validation)])
        {
            var name = $"{split}.{extension}";
            foreach (var stale in ((string[])["parquet", "jsonl"]).Select(e => Path.Combine(folder, $"{split}.{e}"))) File.Delete(stale);
            if (file.Rows == 0) continue;
            await file.CommitAsync(cancellation);
            files.Add((split, name, file.Rows));
        }

        var whole = facts with { Files = files, Columns = [.. Shape.Columns.Select(c => c.Name)], Unfit = unfit };
        await File.WriteAllTextAsync(Path.Combine(folder, CardName), DataCard.Write(whole, tally), cancellation);
        return (whole, tally);

        async Task EachAsync<T>(Func<T, (ExportRows Rows, bool IsValidation)> shape, Action<T> count) where T : class, IRecord<T>
        {
            var formats = new RecordFormats();
            foreach (var key in View.Keys)
                await foreach (var batch in formats.ReadAsync<T>(View.Store, key, View.Schema, cancellation))
                    for (var i = 0; i < batch.Count; i++)
                    {
                        var ((rows, reason), isValidation) = shape(batch[i]);
                        if (reason is not null)
                        {
                            unfit[reason] = unfit.GetValueOrDefault(reason) + 1;
                            continue;
                        }

                        count(batch[i]);
                        foreach (var row in rows) await (isValidation ? validation : train).WriteAsync(row, cancellation);
                    }
        }
    }
}
