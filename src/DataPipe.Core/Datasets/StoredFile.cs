namespace DataPipe.Core.Datasets;

/// <summary>A file of a store.</summary>
/// <param name="Key">Relative path with forward slashes.</param>
/// <param name="Bytes">Size.</param>
public sealed record StoredFile(string Key, long Bytes);
