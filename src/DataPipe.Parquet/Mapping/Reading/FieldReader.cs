using DataPipe.Parquet.Reading;

namespace DataPipe.Parquet.Mapping.Reading;

/// <summary>Gathers a value from the leaf columns beneath its field.</summary>
internal abstract class FieldReader<T>
{
    /// <summary>The leaf whose levels speak for the field.</summary>
    public abstract LeafCursor First { get; }

    /// <summary>The value ahead.</summary>
    /// <exception cref="InvalidDataException">The file has no value where the type demands one, or its columns disagree.</exception>
    public abstract T Read();

    /// <summary>Passes the absent entry ahead in every leaf beneath.</summary>
    public abstract void Skip();
}

/// <summary>A leaf.</summary>
internal sealed class LeafReader<T>(LeafCursor cursor, LeafRead<T> read) : FieldReader<T>
{
    public override LeafCursor First => cursor;

    public override T Read() => read(cursor.Values!, cursor.Take());

    public override void Skip() => cursor.Skip();
}

/// <summary>A value type that may be absent.</summary>
internal sealed class NullableReader<T>(FieldReader<T> inner, int presentDefinition) : FieldReader<T?> where T : struct
{
    public override LeafCursor First => inner.First;

    public override T? Read()
    {
        if (First.Definition >= presentDefinition)
            return inner.Read();
        inner.Skip();
        return null;
    }

    public override void Skip() => inner.Skip();
}

/// <summary>A reference that may be absent.</summary>
internal sealed class OptionalReader<T>(FieldReader<T> inner, int presentDefinition) : FieldReader<T?> where T : class
{
    public override LeafCursor First => inner.First;

    public override T? Read()
    {
        if (First.Definition >= presentDefinition)
            return inner.Read();
        inner.Skip();
        return null;
    }

    public override void Skip() => inner.Skip();
}

/// <summary>A field that the file lets be absent and the type does not.</summary>
internal sealed class DemandingReader<T>(FieldReader<T> inner, int presentDefinition) : FieldReader<T>
{
    public override LeafCursor First => inner.First;

    public override T Read() => First.Definition >= presentDefinition
        ? inner.Read()
        : throw new InvalidDataException($"column {First.Values!.Leaf.Path} has no value where the record's type demands one");

    public override void Skip() => inner.Skip();
}

/// <summary>A record, made by a compiled delegate that reads its fields.</summary>
internal sealed class StructReader<T>(LeafCursor first, Func<T> make, Action[] skips) : FieldReader<T>
{
    public override LeafCursor First => first;

    public override T Read() => make();

    public override void Skip()
    {
        foreach (var skip in skips)
            skip();
    }
}

/// <summary>A list.</summary>
internal sealed class ListReader<TList, TElement>(
    FieldReader<TElement> element, int elementDefinition, int listRepetition, Func<List<TElement>, TList> convert) : FieldReader<TList>
{
    public override LeafCursor First => element.First;

    public override TList Read()
    {
        var list = new List<TElement>();
        if (First.Definition < elementDefinition)
            element.Skip();
        else
            do
                list.Add(element.Read());
            while (First.Repetition == listRepetition);
        return convert(list);
    }

    public override void Skip() => element.Skip();
}

/// <summary>A map; of a key used twice, the last value.</summary>
internal sealed class MapReader<TMap, TKey, TValue>(
    FieldReader<TKey> key, FieldReader<TValue> value, int entryDefinition, int mapRepetition) : FieldReader<TMap> where TKey : notnull
{
    public override LeafCursor First => key.First;

    public override TMap Read()
    {
        var map = new Dictionary<TKey, TValue>();
        if (First.Definition < entryDefinition)
            Skip();
        else
            do
            {
                var name = key.Read();
                map[name] = value.Read();
            }
            while (First.Repetition == mapRepetition);
        return (TMap)(object)map;
    }

    public override void Skip()
    {
        key.Skip();
        value.Skip();
    }
}
