namespace DataPipe.Core.Steps;

/// <summary>Working memory that the steps of one chain share, one of each type: what a step finds out about a record is there for the next. One task, one thread.</summary>
public sealed class Workbench
{
    private readonly Dictionary<Type, object> _tools = [];

    /// <summary>The tool of this type; made when a step first asks for it.</summary>
    public T Get<T>() where T : class, new()
    {
        if (_tools.TryGetValue(typeof(T), out var known)) return (T)known;
        var made = new T();
        _tools.Add(typeof(T), made);
        return made;
    }
}
