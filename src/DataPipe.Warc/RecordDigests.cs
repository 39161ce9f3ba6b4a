using DataPipe.Warc.Digests;
using DataPipe.Warc.Http;

namespace DataPipe.Warc;

/// <summary>Checks the digests of a record against its content.</summary>
internal static class RecordDigests
{
    /// <summary>Warns of each digest that does not match or cannot be read.</summary>
    public static void Check(WarcRecord record, WarningList warnings)
    {
        if (record.BlockDigest is { } block) Report(LabelledDigest.Matches(block, record.Block.Span), "WARC-Block-Digest", block, record, warnings);
        // A revisit's payload lies in another record, and a segment holds a part of one.
        if (record.PayloadDigest is not { } payload || record.Type is WarcRecordType.Revisit or WarcRecordType.Continuation || record.Header("WARC-Segment-Number") is not null) return;
        Report(MatchesPayload(payload, record), "WARC-Payload-Digest", payload, record, warnings);
    }

    // The payload of an HTTP message is its body: with chunks joined by the standard, as it came over the wire by some writers.
    private static bool? MatchesPayload(string digest, WarcRecord record)
    {
        if (record.ContentType is not { } type || !type.StartsWith("application/http", StringComparison.OrdinalIgnoreCase) || !HttpMessage.TryParse(record.Block, out var message))
            return LabelledDigest.Matches(digest, record.Block.Span);
        var matches = LabelledDigest.Matches(digest, message.RawBody.Span);
        return matches == false && ChunkedBody.Decode(message.RawBody, out var joined) is null ? LabelledDigest.Matches(digest, joined.Span) : matches;
    }

    private static void Report(bool? matches, string field, string digest, WarcRecord record, WarningList warnings)
    {
        if (matches == true) return;
        if (matches == false) warnings.Add(WarcWarningKind.DigestMismatch, record.Offset, $"the content does not have the {field} '{digest}'");
        else warnings.Add(WarcWarningKind.UnknownDigest, record.Offset, $"the {field} '{digest}' is in no form or algorithm that is known");
    }
}
