using System.Buffers;
using DataPipe.Curation.Extraction.Html;

namespace DataPipe.Curation.Extraction;

/// <content>Texts and the gaps between them.</content>
internal sealed partial class TextRenderer
{
    private static readonly SearchValues<byte> Special = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, (byte)'&', 0x7F, 0xC2]);

    private void Write(ReadOnlySpan<byte> text, bool isRaw)
    {
        if (_pres > 0 && !(_isMarkdown && _cells > 0))
        {
            WritePreformatted(text, isRaw);
            return;
        }

        Span<byte> utf8 = stackalloc byte[CharacterReferences.MaxBytes];
        while (!text.IsEmpty)
        {
            var length = text.IndexOfAny(Special);
            if (length < 0) length = text.Length;
            if (length > 0)
            {
                Put(text[..length]);
                text = text[length..];
                continue;
            }

            var b = text[0];
            length = 1;
            if (b == '&' && !isRaw)
            {
                length = CharacterReferences.Read(text, inAttribute: false, utf8, out var written);
                if (length == 0) Put(text[..(length = 1)]);
                else PutDecoded(utf8[..written]);
            }
            else if (b == '&') Put(text[..1]);
            else if (b == 0xC2 && text.Length > 1)
            {
                length = 2;
                PutDecoded(text[..2]);
            }
            else if (b is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r' or (byte)'\f') Want(Gap.Space);
            text = text[length..];
        }
    }

    // No-break spaces are spaces, soft hyphens and control characters nothing.
    private void PutDecoded(ReadOnlySpan<byte> character)
    {
        if (character.SequenceEqual("\u00A0"u8) || (character.Length == 1 && character[0] is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r')) Want(Gap.Space);
        else if (character[0] >= 0x20 && character[0] != 0x7F && !character.SequenceEqual("\u00AD"u8)) Put(character);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        Fill();
        _out.Append(bytes);
    }

    private void Fill()
    {
        if (_isMarkdown)
        {
            FillMarked();
            return;
        }

        if (_out.Length > 0)
        {
            switch (_gap)
            {
                case Gap.Space:
                    _out.Append((byte)' ');
                    break;
                case Gap.Cell:
                    _out.Append(" | "u8);
                    break;
                case Gap.Line:
                    _out.Append((byte)'\n');
                    break;
                case Gap.Blank:
                    _out.Append("\n\n"u8);
                    break;
            }
        }

        _gap = Gap.None;
        if (!_bullet) return;
        _bullet = false;
        for (var level = 1; level < _lists; level++) _out.Append("  "u8);
        _out.Append("- "u8);
    }

    private void WritePreformatted(ReadOnlySpan<byte> text, bool isRaw)
    {
        if (_skipNewline && text.StartsWith("\n"u8)) text = text[1..];
        _skipNewline = false;
        if (text.IsEmpty) return;
        Fill();
        if (_isMarkdown) OpenFence();
        if (isRaw) _out.Append(text);
        else CharacterReferences.Decode(text, _out, inAttribute: false);
    }
}
