namespace DataPipe.Text.Privacy;

/// <summary>What a long run of letters and digits is: a key of a known form, a JSON web token, or a random text that a word before it calls a secret.</summary>
internal static class SecretForm
{
    private const double MinBitsPerChar = 3.5; // words and names reach 3.3 at such lengths, random hexadecimal digits 3.7, random base64 4.3
    private const int MaxNameBytes = 32;

    // What a key begins with, and how many characters it then has at least; those of AWS have exactly so many and only capitals and digits.
    private static readonly (byte[] Prefix, int Tail, bool IsExact)[] Known =
    [
        ("AKIA"u8.ToArray(), 16, true), ("ASIA"u8.ToArray(), 16, true), ("ABIA"u8.ToArray(), 16, true), ("ACCA"u8.ToArray(), 16, true),
        ("ghp_"u8.ToArray(), 36, false), ("gho_"u8.ToArray(), 36, false), ("ghu_"u8.ToArray(), 36, false), ("ghs_"u8.ToArray(), 36, false), ("ghr_"u8.ToArray(), 36, false),
        ("github_pat_"u8.ToArray(), 22, false), ("glpat-"u8.ToArray(), 20, false), ("xoxb-"u8.ToArray(), 20, false), ("xoxp-"u8.ToArray(), 20, false), ("xoxa-"u8.ToArray(), 20, false),
        ("xoxs-"u8.ToArray(), 20, false), ("xoxr-"u8.ToArray(), 20, false), ("AIza"u8.ToArray(), 35, false), ("sk_live_"u8.ToArray(), 20, false), ("rk_live_"u8.ToArray(), 20, false),
        ("sk-ant-"u8.ToArray(), 30, false), ("sk-proj-"u8.ToArray(), 30, false), ("hf_"u8.ToArray(), 30, false), ("npm_"u8.ToArray(), 36, false), ("pypi-"u8.ToArray(), 50, false), ("dop_v1_"u8.ToArray(), 64, false),
        ("sk-"u8.ToArray(), 40, false), ("key-"u8.ToArray(), 32, false),
    ];

    private static readonly byte[][] Names =
    [
        "apikey"u8.ToArray(), "api_key"u8.ToArray(), "api-key"u8.ToArray(), "secret"u8.ToArray(), "token"u8.ToArray(), "password"u8.ToArray(), "passwd"u8.ToArray(),
        "access_key"u8.ToArray(), "accesskey"u8.ToArray(), "access-key"u8.ToArray(), "private_key"u8.ToArray(), "authorization"u8.ToArray(), "bearer"u8.ToArray(), "credential"u8.ToArray(),
    ];

    /// <summary>The length of the secret that a run is, or 0; it may begin before and end behind the run.</summary>
    internal static int Length(ReadOnlySpan<byte> utf8, int start, int end, out int secretStart)
    {
        secretStart = start;
        var run = utf8[start..end];
        if (IsKnown(run)) return run.Length;
        if (run.StartsWith("eyJ"u8) && WebTokenLength(utf8[start..]) is var token and > 0) return token;
        // Base64 has marks beyond those of a run.
        while (secretStart > 0 && start - secretStart < 200 && utf8[secretStart - 1] is (byte)'+' or (byte)'/' or (byte)'.' || (secretStart > 0 && start - secretStart is > 0 and < 200 && AsciiForm.IsAlphanumeric(utf8[secretStart - 1]))) secretStart--;
        if (!IsNamed(utf8, secretStart))
        {
            secretStart = start;
            return 0;
        }

        while (end < utf8.Length && (AsciiForm.IsAlphanumeric(utf8[end]) || utf8[end] is (byte)'+' or (byte)'/' or (byte)'=' or (byte)'_' or (byte)'-')) end++;
        return IsRandom(utf8[secretStart..end]) ? end - secretStart : 0;
    }

    private static bool IsKnown(ReadOnlySpan<byte> run)
    {
        foreach (var (prefix, least, isExact) in Known)
        {
            if (!run.StartsWith(prefix)) continue;
            var tail = run[prefix.Length..];
            if (isExact ? tail.Length == least && tail.IndexOfAnyExceptInRange((byte)'0', (byte)'Z') < 0 : tail.Length >= least && tail.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0) return true;
        }

        return false;
    }

    // Three parts of base64 with dots between; the first two are JSON objects.
    private static int WebTokenLength(ReadOnlySpan<byte> utf8)
    {
        int dots = 0, at = 0, part = 0;
        for (; at < utf8.Length; at++)
        {
            if (AsciiForm.IsAlphanumeric(utf8[at]) || utf8[at] is (byte)'_' or (byte)'-') continue;
            if (utf8[at] != '.' || at - part < 4 || dots == 2) break;
            if (dots++ == 0 && !utf8[(at + 1)..].StartsWith("eyJ"u8)) return 0;
            part = at + 1;
        }

        return dots == 2 && at - part >= 16 ? at : 0;
    }

    // NAME = "VALUE", NAME: VALUE, Bearer VALUE, with the name or a part of it known.
    private static bool IsNamed(ReadOnlySpan<byte> utf8, int valueStart)
    {
        var at = valueStart;
        var hasSign = false;
        for (var steps = 0; steps < 6 && at > 0 && utf8[at - 1] is (byte)' ' or (byte)'"' or (byte)'\'' or (byte)':' or (byte)'=' or (byte)'>'; steps++) hasSign |= utf8[--at] is (byte)':' or (byte)'=';
        if (at == valueStart) return false;
        Span<byte> name = stackalloc byte[MaxNameBytes];
        var length = 0;
        while (length < MaxNameBytes && at - length > 0 && (AsciiForm.IsAlphanumeric(utf8[at - length - 1]) || utf8[at - length - 1] is (byte)'_' or (byte)'-')) length++;
        for (var i = 0; i < length; i++) name[i] = AsciiForm.IsLetter(utf8[at - length + i]) ? (byte)(utf8[at - length + i] | 0x20) : utf8[at - length + i];
        name = name[..length];
        if (!hasSign) return name.SequenceEqual("bearer"u8);
        foreach (var known in Names)
            if (name.IndexOf(known) >= 0)
                return true;
        return false;
    }

    private static bool IsRandom(ReadOnlySpan<byte> value)
    {
        Span<int> counts = stackalloc int[128];
        counts.Clear();
        var (digits, letters) = (0, 0);
        foreach (var b in value)
        {
            counts[b]++;
            if (AsciiForm.IsDigit(b)) digits++;
            else if (AsciiForm.IsLetter(b)) letters++;
        }

        if (digits == 0 || letters == 0) return false;
        var bits = 0.0;
        foreach (var count in counts)
            if (count > 0)
                bits -= count * Math.Log2((double)count / value.Length);
        return bits / value.Length >= MinBitsPerChar;
    }
}
