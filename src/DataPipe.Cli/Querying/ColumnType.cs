namespace DataPipe.Cli.Querying;

/// <summary>What a column holds, as far as conditions care.</summary>
internal enum ColumnType
{
    /// <summary>Text, times included.</summary>
    Text,

    /// <summary>Numbers.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A list; conditions see its JSON.</summary>
    List,
}
