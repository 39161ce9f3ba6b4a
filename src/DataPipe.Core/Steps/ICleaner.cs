namespace DataPipe.Core.Steps;

/// <summary>Mends a record or drops it, as rules that remove lines and then look at what is left do.</summary>
/// <typeparam name="T">Record type.</typeparam>
public interface ICleaner<T>
{
    /// <summary>Verdict on the record, and in <paramref name="cleaned"/> what is kept of it (the record itself where nothing changed).</summary>
    Verdict Clean(T record, out T cleaned);
}
