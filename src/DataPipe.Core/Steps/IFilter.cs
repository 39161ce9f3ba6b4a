namespace DataPipe.Core.Steps;

/// <summary>Judges records and changes none. An instance serves one task at a time and may keep scratch memory.</summary>
/// <typeparam name="T">Record type.</typeparam>
public interface IFilter<in T>
{
    /// <summary>Keep, or drop with one of the step's declared reasons.</summary>
    Verdict Judge(T record);
}
