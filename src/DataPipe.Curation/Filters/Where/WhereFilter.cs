using DataPipe.Core.Records;
using DataPipe.Core.Steps;

namespace DataPipe.Curation.Filters.Where;

/// <summary>Keeps the records of type <typeparamref name="T"/> whose column passes a test.</summary>
internal sealed class WhereFilter<T>(Func<T, NoteValue> read, WhereTest test) : IFilter<T> where T : class, IRecord<T>
{
    public Verdict Judge(T record) => test.Judge(read(record));
}
