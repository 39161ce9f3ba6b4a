using System.Globalization;
using DataPipe.Warc.Fields;
using DataPipe.Warc.Input;

namespace DataPipe.Warc;

/// <summary>Reads the header of a record: its version line, its fields and the empty line behind them.</summary>
internal sealed class HeaderReader(RecordInput input, WarcReaderOptions options, WarningList warnings)
{
    private byte[] _bytes = new byte[2048];
    private int _fieldsStart;
    private int _length;

    /// <summary>The fields of the header read last.</summary>
    public ReadOnlyMemory<byte> Fields => _bytes.AsMemory(_fieldsStart, _length - _fieldsStart);

    /// <summary>Reads the header that begins here; false with a warning when it is cut or too long.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        var offset = input.Offset;
        var lineStart = 0;
        var bare = false;
        var malformed = 0;
        _length = 0;
        while (true)
        {
            if (input.Available.IsEmpty && !await input.FillAsync(cancellation).ConfigureAwait(false) && !await input.TryContinueAsync(cancellation).ConfigureAwait(false))
            {
                warnings.Add(WarcWarningKind.HeaderCut, offset, "the record ends inside its header");
                return false;
            }
            var end = input.Available.IndexOf((byte)'\n') + 1;
            var count = end == 0 ? input.Available.Length : end;
            if (count > options.MaxHeaderBytes - _length)
            {
                warnings.Add(WarcWarningKind.HeaderTooLong, offset, string.Create(CultureInfo.InvariantCulture, $"the header is longer than {options.MaxHeaderBytes} bytes"));
                return false;
            }
            Append(input.Available[..count]);
            input.Advance(count);
            if (end == 0) continue;

            var line = _bytes.AsSpan(lineStart, _length - lineStart);
            bare |= line.Length < 2 || line[^2] != (byte)'\r';
            if (lineStart == 0) _fieldsStart = _length;
            else if (FieldBlock.IsBlank(line))
            {
                _length = lineStart;
                break;
            }
            else if (RecordStart.IsAt(line))
            {
                input.PutBack(line);
                warnings.Add(WarcWarningKind.HeaderCut, offset, "another record begins inside the header");
                return false;
            }
            else if (line[0] is not ((byte)' ' or (byte)'\t') && line.IndexOf((byte)':') <= 0) malformed++;
            lineStart = _length;
        }
        if (bare) warnings.Add(WarcWarningKind.BareLineFeed, offset, "header lines end in a bare line feed");
        if (malformed > 0) warnings.Add(WarcWarningKind.MalformedField, offset, string.Create(CultureInfo.InvariantCulture, $"{malformed} header lines that are no fields"));
        return true;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_length + bytes.Length, 2 * _bytes.Length));
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }
}
