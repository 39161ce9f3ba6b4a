using DataPipe.Core.Stages;
using DataPipe.Warc;

namespace DataPipe.Curation.Sources;

/// <summary>Hands the warnings of an archive on to its task.</summary>
internal static class WarcWarnings
{
    /// <summary>Passes on what the reader found since the last call; gives the message of a break in the middle of a gzip member, or null.</summary>
    public static string? Pass(WarcReader reader, ITaskContext context)
    {
        string? truncated = null;
        foreach (var warning in reader.TakeWarnings())
        {
            context.Warn(KindOf(warning.Kind), warning.Message);
            if (warning.Kind == WarcWarningKind.GzipTruncated) truncated ??= warning.Message;
        }

        return truncated;
    }

    private static string KindOf(WarcWarningKind kind) => kind switch
    {
        WarcWarningKind.GzipTruncated => "gzip-truncated",
        WarcWarningKind.GzipGarbage or WarcWarningKind.GzipCorrupt or WarcWarningKind.GzipChecksum or WarcWarningKind.GzipTooLong => "gzip-damaged",
        WarcWarningKind.SharedMember => "gzip-shared-member",
        WarcWarningKind.BlockCut => "warc-truncated",
        WarcWarningKind.RecordTooLong => "warc-record-too-long",
        WarcWarningKind.DigestMismatch or WarcWarningKind.UnknownDigest => "warc-digest",
        _ => "warc-malformed",
    };
}
