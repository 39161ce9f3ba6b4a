using DataPipe.Core.Stages;
using DataPipe.Warc;

namespace DataPipe.Curation.Sources;

/// <summary>Hands the warnings of an archive on to its task.</summary>
internal static class WarcWarnings
{
    /// <summary>Passes on what the reader found since the last call; gives the message of a break in the middle of a gzip member or Zstandard frame, or null.</summary>
    public static string? Pass(WarcReader reader, ITaskContext context)
    {
        string? truncated = null;
        foreach (var warning in reader.TakeWarnings())
        {
            context.Warn(KindOf(warning.Kind), warning.Message);
            if (warning.Kind is WarcWarningKind.GzipTruncated or WarcWarningKind.ZstandardTruncated) truncated ??= warning.Message;
        }

        return truncated;
    }

    private static string KindOf(WarcWarningKind kind) => kind switch
    {
        WarcWarningKind.GzipTruncated => "file-truncated",
        WarcWarningKind.GzipGarbage or WarcWarningKind.GzipCorrupt or WarcWarningKind.GzipChecksum or WarcWarningKind.GzipTooLong => "file-damaged",
        WarcWarningKind.ZstandardTruncated => "zstandard-truncated",
        WarcWarningKind.ZstandardGarbage or WarcWarningKind.ZstandardCorrupt or WarcWarningKind.ZstandardChecksum or WarcWarningKind.ZstandardTooLong or WarcWarningKind.ZstandardDictionary => "zstandard-damaged",
        WarcWarningKind.SharedMember => "gzip-shared-member",
        WarcWarningKind.BlockCut => "warc-truncated",
        WarcWarningKind.RecordTooLong => "warc-record-too-long",
        WarcWarningKind.DigestMismatch or WarcWarningKind.UnknownDigest => "warc-digest",
        _ => "warc-malformed",
    };
}
