using System.Buffers.Text;
using DataPipe.Warc.Fields;

namespace DataPipe.Warc.Input;

/// <summary>
/// Tells a block that holds records because it is an archive, or a page about one, from a block that took in the records behind it because
/// bytes of it are lost or its Content-Length is wrong, and that happens to end where a record can end.
/// </summary>
internal static class SwallowedRecord
{
    /// <summary>Line ends between two records: more than one record's show that two records end here, the one inside and the one around it.</summary>
    private const int RecordEndBytes = 4;

    /// <summary>
    /// Whether the record that begins at <paramref name="start"/> of the block lies in the file and not in the block: followed from length to length,
    /// the records there share their end with the block, of which <paramref name="endBytes"/> line ends lie behind it.
    /// </summary>
    public static bool SharesEnd(ReadOnlySpan<byte> block, int start, int endBytes)
    {
        while (true)
        {
            var header = block[start..];
            var fieldsAt = FieldBlock.FindEnd(header, out var fieldsEnd);
            // A header without its empty line goes on behind the block.
            if (fieldsEnd == header.Length) return true;
            if (!TryGetLength(header[..fieldsEnd], out var length) || length > header.Length - fieldsAt) return false;
            var end = start + fieldsAt + (int)length;
            var lineEnds = block[end..].IndexOfAnyExcept((byte)'\r', (byte)'\n');
            if (lineEnds < 0) return block.Length - end + endBytes <= RecordEndBytes;
            start = end + lineEnds;
            if (!RecordStart.IsAt(block[start..])) return false;
        }
    }

    /// <summary>Reads Content-Length; false, and 0, when it is absent or no number.</summary>
    public static bool TryGetLength(ReadOnlySpan<byte> fields, out long length)
    {
        if (FieldBlock.TryFind(fields, "Content-Length", out var value) && !value.IsEmpty && value[0] is not ((byte)'-' or (byte)'+')
            && Utf8Parser.TryParse(value, out length, out var used) && used == value.Length) return true;
        length = 0;
        return false;
    }
}
