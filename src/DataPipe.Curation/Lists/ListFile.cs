using DataPipe.Core.Faults;
using DataPipe.Core.Steps;
using DataPipe.Curation.Sources;

namespace DataPipe.Curation.Lists;

/// <summary>Reads lists: files of lines, compressed or not. Holds one line.</summary>
internal static class ListFile
{
    private const int MaxLineBytes = 1 << 20;

    /// <summary>Gives every line of a file that is neither empty nor a comment (#), without whitespace at its ends.</summary>
    /// <exception cref="FaultException">DP1266: it is damaged, or no list of lines.</exception>
    internal static void Read(StepFile file, IStepFiles files, Action<ReadOnlySpan<byte>> take) => Read(file, files, skipComments: true, take);

    /// <summary>The same, comments perhaps among them.</summary>
    internal static void Read(StepFile file, IStepFiles files, bool skipComments, Action<ReadOnlySpan<byte>> take) =>
        // Steps load before their first record, when there is nothing else to do: waiting here blocks nobody.
        ReadAsync(file, files, skipComments, take).AsTask().GetAwaiter().GetResult();

    private static async ValueTask ReadAsync(StepFile file, IStepFiles files, bool skipComments, Action<ReadOnlySpan<byte>> take)
    {
        await using var bytes = new ListBytes(files.Open(file), file);
        var lines = new LineReader(bytes, MaxLineBytes);
        while (await lines.ReadAsync(CancellationToken.None))
        {
            if (lines.IsTooLong) throw new FaultException("DP1266", $"line {lines.Number} of {file.Path} is longer than a mebibyte: it is no list", null);
            Give(lines.Line.Span, skipComments, take);
        }
    }

    private static void Give(ReadOnlySpan<byte> line, bool skipComments, Action<ReadOnlySpan<byte>> take)
    {
        line = DataPipe.Text.Words.Whitespace.Trim(line.StartsWith("\uFEFF"u8) ? line[3..] : line);
        if (!line.IsEmpty && !(skipComments && line[0] == '#')) take(line);
    }
}
