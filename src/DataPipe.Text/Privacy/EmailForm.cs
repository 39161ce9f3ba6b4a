namespace DataPipe.Text.Privacy;

/// <summary>E-mail addresses: found at their @. Source: the address forms of RFC 5322 that are in use, lengths of RFC 5321.</summary>
internal static class EmailForm
{
    private const int MaxLocalBytes = 64, MaxDomainBytes = 253;

    internal static void Find(ReadOnlySpan<byte> utf8, List<PersonalSpan> found)
    {
        for (var at = 0; at < utf8.Length; at++)
        {
            var next = utf8[at..].IndexOf((byte)'@');
            if (next < 0) return;
            at += next;
            var end = DomainEnd(utf8, at + 1);
            if (end < 0) continue;
            var start = LocalStart(utf8, at);
            if (start < at) found.Add(new(start, end - start, PersonalKind.Email));
        }
    }

    private static int LocalStart(ReadOnlySpan<byte> utf8, int at)
    {
        var start = at;
        for (; start > 0 && at - start < MaxLocalBytes && IsLocal(utf8[start - 1]); start--) { }
        if (start > 0 && IsLocal(utf8[start - 1])) return at; // longer than any address
        // A mark before an address is none of it: quotes, slashes of a link, dots of a leader.
        while (start < at && !AsciiForm.IsAlphanumeric(utf8[start]) && utf8[start] != '_') start++;
        if (start < at && utf8[at - 1] == '.') return at;
        return start;
    }

    private static int DomainEnd(ReadOnlySpan<byte> utf8, int from)
    {
        int at = from, label = from, end = -1;
        for (; at - from <= MaxDomainBytes; at++)
        {
            var b = AsciiForm.At(utf8, at);
            // A letter of another script is part of a name such as münchen.de, and behind a last label none of it.
            if (AsciiForm.IsAlphanumeric(b) || (b == '-' && at > label) || (b >= 0x80 && !(label > from && at - label >= 2 && IsTopLevel(utf8[label..at])))) continue;
            // The last label is of letters, two or more, and a dot stands before it.
            if (at - label >= 2 && label > from && IsTopLevel(utf8[label..at])) end = at;
            if (b != '.' || at == label || utf8[at - 1] == '-') break;
            label = at + 1;
        }

        return end > 0 && AsciiForm.IsWordByte(AsciiForm.At(utf8, end)) ? -1 : end;
    }

    private static bool IsTopLevel(ReadOnlySpan<byte> label)
    {
        if (label.StartsWith("xn--"u8)) return true;
        foreach (var b in label)
            if (!AsciiForm.IsLetter(b))
                return false;
        return true;
    }

    private static bool IsLocal(byte b) => AsciiForm.IsAlphanumeric(b) || b is (byte)'.' or (byte)'_' or (byte)'-' or (byte)'+' or (byte)'%' or (byte)'\'' or (byte)'&' or (byte)'!' or (byte)'#' or (byte)'$' or (byte)'*' or (byte)'/' or (byte)'=' or (byte)'?' or (byte)'^' or (byte)'`' or (byte)'{' or (byte)'|' or (byte)'}' or (byte)'~';
}
