namespace DataPipe.Core.Steps;

/// <summary>Makes one record of each. An instance serves one task at a time and may keep scratch memory.</summary>
/// <typeparam name="T">Record type.</typeparam>
public interface IMap<T>
{
    /// <summary>The changed record; the same instance when nothing changes.</summary>
    T Map(T record);
}
