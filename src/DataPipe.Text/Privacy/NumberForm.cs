namespace DataPipe.Text.Privacy;

/// <summary>Telephone numbers, payment cards, bank accounts and IP addresses of version 4: found at their first digit.</summary>
internal static class NumberForm
{
    internal static void Find(ReadOnlySpan<byte> utf8, NumberKinds kinds, List<PersonalSpan> found)
    {
        for (var at = 0; at < utf8.Length;)
        {
            var next = utf8[at..].IndexOfAnyInRange((byte)'0', (byte)'9');
            if (next < 0) return;
            at += next;
            var group = new DigitGroups(utf8, at);
            var end = Match(utf8, at, group, kinds, found);
            at = end > at ? end : at + group.FirstDigits;
        }
    }

    private static int Match(ReadOnlySpan<byte> utf8, int at, in DigitGroups group, NumberKinds kinds, List<PersonalSpan> found)
    {
        if (kinds.Ibans && group.FirstDigits >= 2 && IbanForm.Length(utf8, at - 2) is var iban and > 0) return Add(at - 2, iban, PersonalKind.Iban);
        if (group.Digits < 4) return at;
        if (kinds.Ips && group.FirstDigits <= 3 && AsciiForm.At(utf8, at + group.FirstDigits) == '.' && IpForm.Version4(utf8, at, kinds.PublicIpsOnly) is var ip and > 0) return Add(at, ip, PersonalKind.Ip);
        if (group.Digits < 7) return at;
        if (kinds.Cards && CardForm.Length(utf8, at) is var card and > 0) return Add(at, card, PersonalKind.CreditCard);
        if (kinds.Phones && PhoneForm.Find(utf8, at, group, out var start) is var phone and > 0) return Add(start, phone, PersonalKind.Phone);
        return at;

        int Add(int start, int length, PersonalKind kind)
        {
            found.Add(new(start, length, kind));
            return start + length;
        }
    }
}
