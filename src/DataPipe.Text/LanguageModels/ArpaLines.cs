using System.Globalization;
using DataPipe.Text.Words;

namespace DataPipe.Text.LanguageModels;

/// <summary>The lines of an ARPA file that are not empty.</summary>
internal sealed class ArpaLines(Stream stream, int maxLineBytes)
{
    private byte[] _buffer = new byte[1 << 16];
    private int _start, _end, _lineStart, _lineEnd;
    private long _number;

    /// <summary>The line that was read last; valid until the next.</summary>
    internal ReadOnlySpan<byte> Current => Whitespace.Trim(_buffer.AsSpan(_lineStart, _lineEnd - _lineStart));

    /// <summary>The next line, without whitespace at its ends.</summary>
    /// <exception cref="InvalidDataException">There is none, or it is too long.</exception>
    internal ReadOnlySpan<byte> Next()
    {
        do
        {
            if (!Read()) throw new InvalidDataException("it ends before its \\end\\ mark");
        }
        while (Current.IsEmpty);
        return Current;
    }

    /// <summary>What is thrown where the line is not what it should be.</summary>
    internal InvalidDataException Wrong(string expected) => new(string.Create(CultureInfo.InvariantCulture, $"line {_number}: {expected}"));

    private bool Read()
    {
        _number++;
        for (var scanned = _start; ;)
        {
            var found = _buffer.AsSpan(scanned, _end - scanned).IndexOf((byte)'\n');
            if (found >= 0)
            {
                (_lineStart, _lineEnd, _start) = (_start, scanned + found, scanned + found + 1);
                return true;
            }

            if (_end - _start > maxLineBytes) throw Wrong("a line of an ARPA file is shorter than a mebibyte");
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_end, _start) = (_end - _start, 0);
            scanned = _end;
            if (_end == _buffer.Length) Array.Resize(ref _buffer, 2 * _end);
            var read = stream.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            if (read > 0) continue;
            (_lineStart, _lineEnd) = (_start, _end);
            var any = _end > _start;
            _start = _end;
            return any;
        }
    }
}
