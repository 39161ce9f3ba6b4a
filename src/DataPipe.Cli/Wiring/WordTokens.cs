using DataPipe.Core.Records;
using DataPipe.Text.Tokens;

namespace DataPipe.Cli.Wiring;

/// <summary>The token counter of DataPipe.Text under the name that records know it by.</summary>
internal sealed class WordTokens : Core.Records.ITokenCounter
{
    private readonly WordTokenCounter _inner = new();

    public string Name => _inner.Name;

    public long Count(ReadOnlySpan<byte> utf8) => _inner.Count(utf8);
}
