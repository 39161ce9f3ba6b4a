using DataPipe.Parquet.Writing;

namespace DataPipe.Parquet.Mapping.Writing;

/// <summary>Spreads a value over the leaf columns beneath its field.</summary>
internal abstract class FieldWriter<T>
{
    /// <summary>Appends the value; the repetition level says which list goes on.</summary>
    public abstract void Write(ParquetWriter writer, T value, int repetition);

    /// <summary>Appends to every leaf beneath that nothing is there; the definition level says down to where there is something.</summary>
    public abstract void WriteAbsent(ParquetWriter writer, int definition, int repetition);
}

/// <summary>A leaf.</summary>
internal sealed class LeafWriter<T>(int leaf, int definition, LeafAppend<T> append) : FieldWriter<T>
{
    public override void Write(ParquetWriter writer, T value, int repetition) => append(writer.Column(leaf), value, definition, repetition);

    public override void WriteAbsent(ParquetWriter writer, int definition, int repetition) => writer.Column(leaf).AppendNull(definition, repetition);
}

/// <summary>A value type that may be absent.</summary>
internal sealed class NullableWriter<T>(FieldWriter<T> inner, int absentDefinition) : FieldWriter<T?> where T : struct
{
    public override void Write(ParquetWriter writer, T? value, int repetition)
    {
        if (value is { } present)
            inner.Write(writer, present, repetition);
        else
            inner.WriteAbsent(writer, absentDefinition, repetition);
    }

    public override void WriteAbsent(ParquetWriter writer, int definition, int repetition) => inner.WriteAbsent(writer, definition, repetition);
}

/// <summary>A reference, which may be absent where its definition level then is given.</summary>
internal sealed class ReferenceWriter<T>(FieldWriter<T> inner, int? absentDefinition, string path) : FieldWriter<T> where T : class
{
    public override void Write(ParquetWriter writer, T value, int repetition)
    {
        if (value is not null)
            inner.Write(writer, value, repetition);
        else if (absentDefinition is { } definition)
            inner.WriteAbsent(writer, definition, repetition);
        else
            throw new ArgumentException($"{path} is null, and its type says that it never is.", nameof(value));
    }

    public override void WriteAbsent(ParquetWriter writer, int definition, int repetition) => inner.WriteAbsent(writer, definition, repetition);
}

/// <summary>A record, property by property.</summary>
internal sealed class StructWriter<T>(MemberWriter<T>[] members) : FieldWriter<T>
{
    public override void Write(ParquetWriter writer, T value, int repetition)
    {
        foreach (var member in members)
            member.Write(writer, value, repetition);
    }

    public override void WriteAbsent(ParquetWriter writer, int definition, int repetition)
    {
        foreach (var member in members)
            member.WriteAbsent(writer, definition, repetition);
    }
}

/// <summary>One property of a record.</summary>
internal abstract class MemberWriter<TOwner>
{
    public abstract void Write(ParquetWriter writer, TOwner owner, int repetition);

    public abstract void WriteAbsent(ParquetWriter writer, int definition, int repetition);
}

/// <summary>One property of a record, got through a compiled delegate.</summary>
internal sealed class MemberWriter<TOwner, TValue>(Func<TOwner, TValue> get, FieldWriter<TValue> field) : MemberWriter<TOwner>
{
    public override void Write(ParquetWriter writer, TOwner owner, int repetition) => field.Write(writer, get(owner), repetition);

    public override void WriteAbsent(ParquetWriter writer, int definition, int repetition) => field.WriteAbsent(writer, definition, repetition);
}

/// <summary>A list: the first element goes on what went on before, the others the list.</summary>
internal sealed class ListWriter<TList, TElement>(FieldWriter<TElement> element, int emptyDefinition, int listRepetition) : FieldWriter<TList>
    where TList : IEnumerable<TElement>
{
    public override void Write(ParquetWriter writer, TList value, int repetition)
    {
        var next = repetition;
        var isEmpty = true;
        if (value is IReadOnlyList<TElement> list)
            for (var i = 0; i < list.Count; i++)
                Add(list[i]);
        else
            foreach (var item in value)
                Add(item);
        if (isEmpty)
            element.WriteAbsent(writer, emptyDefinition, repetition);

        void Add(TElement item)
        {
            element.Write(writer, item, next);
            next = listRepetition;
            isEmpty = false;
        }
    }

    public override void WriteAbsent(ParquetWriter writer, int definition, int repetition) => element.WriteAbsent(writer, definition, repetition);
}

/// <summary>A map, in the order in which its entries come.</summary>
internal sealed class MapWriter<TMap, TKey, TValue>(FieldWriter<TKey> key, FieldWriter<TValue> value, int emptyDefinition, int mapRepetition) : FieldWriter<TMap>
    where TMap : IEnumerable<KeyValuePair<TKey, TValue>>
{
    public override void Write(ParquetWriter writer, TMap map, int repetition)
    {
        var next = repetition;
        var isEmpty = true;
        foreach (var entry in map)
        {
            key.Write(writer, entry.Key, next);
            value.Write(writer, entry.Value, next);
            next = mapRepetition;
            isEmpty = false;
        }
        if (isEmpty)
            WriteAbsent(writer, emptyDefinition, repetition);
    }

    public override void WriteAbsent(ParquetWriter writer, int definition, int repetition)
    {
        key.WriteAbsent(writer, definition, repetition);
        value.WriteAbsent(writer, definition, repetition);
    }
}
