namespace DataPipe.Core.Catalogues;

/// <summary>Options of the streaming stage: it has none, its steps have.</summary>
public sealed record StreamOptions;
