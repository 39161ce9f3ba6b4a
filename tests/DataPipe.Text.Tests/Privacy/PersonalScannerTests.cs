using System.Text;
using DataPipe.Testing;
using DataPipe.Text.Privacy;
using Xunit.Abstractions;

namespace DataPipe.Text.Tests.Privacy;

public class PersonalScannerTests(ITestOutputHelper output)
{
    private static readonly PersonalKind[] All = Enum.GetValues<PersonalKind>();

    // What must be found stands in «»; all else must not be. A ¦ is taken out, so that no scanner takes this file for a leak.
    private static readonly (PersonalKind Kind, string Text)[] Fixture =
    [
        (PersonalKind.Email, "Contact «info@example.com» or <«a.b-c_d+e@sub.domain.org»>; mailto:«x1@y2.travel»?subject=1."),
        (PersonalKind.Email, "(«UPPER.Case@EXAMPLE.COM») and '«o'brien@example.ie»', «first.last@münchen.de»"),
        (PersonalKind.Email, "Twitter @name, a@b, me@localhost, 3@4.5, user@host., @media print { }, x@.com, foo@bar..com, a.@b.de no more"),
        (PersonalKind.Email, "price 5@10.00 each; ssh git@: path; «git@github.com»:org/repo, «user@123.example.net»"),
        (PersonalKind.Email, "联系«info@example.cn»谢谢, «webmaster@xn--bcher-kva.example», [«list-owner@lists.example.org»], «a@b.io»"),
        (PersonalKind.Ip, "from «93.184.216.34» to «1.1.1.1»:443, [«8.8.4.4»], «203.0.114.1»."),
        (PersonalKind.Ip, "version 1.2.3, v1.2.3.4, 10.0.0.1, 172.16.4.4, 192.168.1.1, 127.0.0.1, 256.1.1.1, 1.2.3.4.5, 999.999.999.999, 100.64.0.1, 169.254.1.1"),
        (PersonalKind.Ip, "«2001:4860:4860::8888» and «2606:4700:4700:0:0:0:0:1111»/64, fe80::1ff:fe23:4567:890a, ::1, 12:30:45, std::vector, a::b::c, dead:beef"),
        (PersonalKind.Phone, "«(415) 555-2671», «415-555-2671», «415.555.2671», «+1 415 555 2671», «+49 (30) 1234567», «+33 1 23 45 67 89», «1-800-555-0199»"),
        (PersonalKind.Phone, "Phone: «0171 2345678», tel. «555-1234», Fax «030/1234567», call «5551234567», 电话«+86 10 6552 9988»转"),
        (PersonalKind.Phone, "2019-2020, 12.05.2021, 1,000,000, 100-200-3000, 123456789012, 3.14159265358979, ISBN 978-0-306-40615-7, 192-168-1001, #415-555-2671x, $415 555 2671, 0.415-555-2671"),
        (PersonalKind.CreditCard, "«4242 4242 4242 4242», «5500-0000-0000-0004», «340000000000009», «6011000000000004», «30000000000004»"),
        (PersonalKind.CreditCard, "4242 4242 4242 4241, 1234567890123456, 0000000000000000, 1111111111111111, 4242-4242 4242-4242, 42424242424242424242, id4242424242424242"),
        (PersonalKind.Iban, "«DE89370400440532013000», «DE89 3704 0044 0532 0130 00», «FR1420041010050500013M02606», «NL91 ABNA 0417 1643 00» THE"),
        (PersonalKind.Iban, "DE88370400440532013000, XX12 3456, GB82WEST1234569876543, AB12CD34EF56, XDE89370400440532013000"),
        (PersonalKind.Key, "aws «AKIAIOSFODNN7EXAMPLE» gh «ghp¦_16C7e42F292c6912E7710c838347Ae178B4a» slack «xoxb¦-123456789012-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx»"),
        (PersonalKind.Key, "«eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U» and google «AIza¦SyA1234567890abcdefghijklmnopqrstuv»"),
        (PersonalKind.Key, "password: \"«hG7+kLm9/pQ2rS4tUv6w»\", SECRET_TOKEN=«9f86d081884c7d659a2feaa0c55ad015», Authorization: Bearer «mF9B5f41JqMzK8cRtY2w»"),
        (PersonalKind.Key, "how-to-write-a-very-long-slug-in-2024, the_quick_brown_fox_jumps, Donaudampfschifffahrtsgesellschaft, sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
        (PersonalKind.Key, "password: aaaaaaaaaaaaaaaaaaaaaaaa1, token = the_name_of_the_variable_is_long, commit 3c2f1b9d8e7a6f5c4b3a2918f7e6d5c4b3a29180, AKIAIOSFODNN7EXAMPLEX"),
        (PersonalKind.Key, "«npm¦_1234567890abcdefghijklmnopqrstuvwxyz», «glpat¦-abcDEF1234567890ghij», «hf¦_abcdefghijABCDEFGHIJ0123456789abcd», 'client_secret': '«0a1B2c3D4e5F6g7H8i9J»', access_key=«Zm9vYmFyQmF6MTIzNDU2Nzg5MA==»"),
        (PersonalKind.Key, "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n«-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ==\n-----END OPENSSH PRIVATE KEY-----»"),
    ];

    [Fact]
    public void Of_our_fixture_nearly_everything_is_found_and_nearly_nothing_else()
    {
        foreach (var kind in All)
        {
            var (right, wanted, found) = (0, 0, 0);
            foreach (var (_, marked) in Fixture.Where(f => f.Kind == kind))
            {
                var expected = Marked(marked);
                var text = Plain(marked);
                var spans = Find(text, kind);
                right += spans.Intersect(expected).Count();
                wanted += expected.Count;
                found += spans.Count;
                foreach (var missed in expected.Except(spans)) output.WriteLine($"{kind} missed: {missed}");
                foreach (var wrong in spans.Except(expected)) output.WriteLine($"{kind} wrong: {wrong}");
            }

            var (precision, recall) = ((double)right / found, (double)right / wanted);
            output.WriteLine($"{kind}: precision {precision:0.000}, recall {recall:0.000} of {wanted}");
            Assert.True(precision >= 0.95 && recall >= 0.9, $"{kind}: precision {precision:0.000}, recall {recall:0.000}");
        }
    }

    [Fact]
    public void Finds_are_in_order_do_not_overlap_and_lie_in_the_text()
    {
        var scanner = new PersonalScanner(All, publicIpsOnly: false);
        var parts = Fixture.SelectMany(f => Plain(f.Text).Split(' ')).ToArray();
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            var text = Encoding.UTF8.GetBytes(string.Join(random.Next(3) == 0 ? "" : " ", Enumerable.Range(0, random.Next(30)).Select(_ => parts[random.Next(parts.Length)])));
            if (text.Length > 0 && random.Next(2) == 0) text[random.Next(text.Length)] = (byte)random.Next(256);
            var end = 0;
            foreach (var span in scanner.Scan(text))
            {
                Assert.True(span.Start >= end && span.Length > 0 && span.End <= text.Length);
                end = span.End;
            }
        }
    }

    [Fact]
    public void A_find_does_not_depend_on_where_it_stands()
    {
        foreach (var (kind, marked) in Fixture)
        {
            var text = Plain(marked);
            var here = Find(text, kind);
            for (var shift = 1; shift < 40; shift += 3) Assert.Equal(here, Find(new string('.', shift) + "\n" + text, kind));
        }
    }

    [Fact]
    public void Hostile_text_takes_linear_time()
    {
        var scanner = new PersonalScanner(All, publicIpsOnly: true);
        foreach (var piece in (string[])["@", "a@", "a@b.", "1", "1.", "1 ", "1:", "a:", "::", "AB12", "AB12 ", "-----BEGIN ", "eyJ", "eyJa.", "key=aB3dE6gH9jK2", "+", "/aaaaaaaaaaaaaaaa", "token=", "(1) ", "a-", "é1@"])
        {
            var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, (1 << 20) / piece.Length)));
            var start = ThreadTime.Used; // not the clock, which other tests share
            scanner.Scan(text);
            var took = ThreadTime.Used - start;
            Assert.True(took < TimeSpan.FromSeconds(4), $"a mebibyte of '{piece}' took {took}");
        }
    }

    [Fact]
    public void Scanning_allocates_nothing()
    {
        var scanner = new PersonalScanner(All, publicIpsOnly: true);
        var text = Encoding.UTF8.GetBytes(string.Join('\n', Fixture.Select(f => Plain(f.Text))));
        Assert.Equal(0, Allocations.Of(() => scanner.Scan(text)));
    }

    private static List<string> Find(string text, PersonalKind kind)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        List<string> found = [];
        foreach (var span in new PersonalScanner([kind], publicIpsOnly: true).Scan(utf8)) found.Add(Encoding.UTF8.GetString(utf8, span.Start, span.Length));
        return found;
    }

    private static string Plain(string marked) => string.Concat(marked.Where(c => c is not ('«' or '»' or '¦')));

    private static List<string> Marked(string text)
    {
        List<string> marked = [];
        text = text.Replace("¦", "", StringComparison.Ordinal);
        for (var at = text.IndexOf('«', StringComparison.Ordinal); at >= 0; at = text.IndexOf('«', at + 1)) marked.Add(text[(at + 1)..text.IndexOf('»', at)]);
        return marked;
    }
}
