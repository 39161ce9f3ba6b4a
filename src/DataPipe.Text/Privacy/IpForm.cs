namespace DataPipe.Text.Privacy;

/// <summary>IP addresses. Source: RFC 4291 and RFC 5952 for version 6, the special-purpose registries of RFC 6890 for what is not public.</summary>
internal static class IpForm
{
    private const int MaxVersion6Bytes = 39, MinGroups = 3;

    /// <summary>The length of a version 4 address that starts at an offset, or 0.</summary>
    internal static int Version4(ReadOnlySpan<byte> utf8, int start, bool publicOnly)
    {
        uint address = 0;
        var at = start;
        for (var part = 0; part < 4; part++)
        {
            if (part > 0)
            {
                if (AsciiForm.At(utf8, at) != '.') return 0;
                at++;
            }

            var (value, digits) = (0u, 0);
            for (; digits < 3 && AsciiForm.IsDigit(AsciiForm.At(utf8, at)); digits++) value = 10 * value + (uint)(utf8[at++] - '0');
            if (digits == 0 || value > 255) return 0;
            address = address << 8 | value;
        }

        var before = AsciiForm.At(utf8, start - 1);
        var after = AsciiForm.At(utf8, at);
        if (AsciiForm.IsWordByte(before) || before is (byte)'.' or (byte)'-' || AsciiForm.IsWordByte(after)) return 0;
        if (after is (byte)'.' or (byte)'-' && AsciiForm.IsAlphanumeric(AsciiForm.At(utf8, at + 1))) return 0;
        return publicOnly && !IsPublic(address) ? 0 : at - start;
    }

    internal static void FindVersion6(ReadOnlySpan<byte> utf8, bool publicOnly, List<PersonalSpan> found)
    {
        for (var at = 0; at < utf8.Length; at++)
        {
            var next = utf8[at..].IndexOf((byte)':');
            if (next < 0) return;
            at += next;
            var after = AsciiForm.At(utf8, at + 1);
            if (!AsciiForm.IsHex(after) && after != ':') continue;
            var start = at;
            while (start > 0 && at - start < 5 && AsciiForm.IsHex(utf8[start - 1])) start--;
            var length = Version6(utf8, start, publicOnly);
            if (length > 0) found.Add(new(start, length, PersonalKind.Ip));
            // The first colon tells all: the others of the run need no look.
            while (at + 1 < utf8.Length && (AsciiForm.IsHex(utf8[at + 1]) || utf8[at + 1] == ':')) at++;
        }
    }

    private static int Version6(ReadOnlySpan<byte> utf8, int start, bool publicOnly)
    {
        if (start > 0 && (AsciiForm.IsWordByte(utf8[start - 1]) || utf8[start - 1] is (byte)':' or (byte)'.' or (byte)'-')) return 0;
        int groups = 0, digits = 0, at = start;
        var (isShort, first, value) = (false, -1, 0);
        for (; at - start <= MaxVersion6Bytes; at++)
        {
            var b = AsciiForm.At(utf8, at);
            if (AsciiForm.IsHex(b))
            {
                if (++digits > 4) return 0;
                value = 16 * value + (AsciiForm.IsDigit(b) ? b - '0' : (b | 0x20) - 'a' + 10);
                continue;
            }

            if (digits > 0)
            {
                if (groups++ == 0) first = value;
                (digits, value) = (0, 0);
            }

            if (b != ':') break;
            if (AsciiForm.At(utf8, at + 1) == ':')
            {
                if (isShort) return 0;
                isShort = true;
                if (groups == 0) first = 0;
                at++;
            }
            else if (groups == 0 || !AsciiForm.IsHex(AsciiForm.At(utf8, at + 1)))
            {
                break; // a colon behind the address is none of it
            }
        }

        if (AsciiForm.IsWordByte(AsciiForm.At(utf8, at)) || (isShort ? groups is < MinGroups or > 7 : groups != 8)) return 0;
        return publicOnly && !IsPublic6(first) ? 0 : at - start;
    }

    // Global unicast is 2000::/3; of it 2001:db8::/32 is for documentation, but shares its first group with others.
    private static bool IsPublic6(int first) => first is >= 0x2000 and <= 0x3FFF;

    private static bool IsPublic(uint address) => (address >> 24) switch
    {
        0 or 10 or 127 or >= 224 => false,
        100 => (address >> 22 & 3) != 1,
        169 => address >> 16 != 0xA9FE,
        172 => (address >> 20 & 0xF) != 1,
        192 => address >> 16 != 0xC0A8 && address >> 8 is not (0xC00000 or 0xC00002),
        198 => address >> 17 != 0x6309 && address >> 8 != 0xC63364,
        203 => address >> 8 != 0xCB0071,
        _ => true,
    };
}
