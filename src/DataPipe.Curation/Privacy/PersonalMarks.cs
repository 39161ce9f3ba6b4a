using System.Text;
using DataPipe.Text.Privacy;

namespace DataPipe.Curation.Privacy;

/// <summary>The kinds of personal text by their names, and what stands in their place.</summary>
internal sealed class PersonalMarks
{
    private readonly string[][] _texts; // by kind, in turn
    private readonly byte[][][] _utf8;

    /// <summary>The marks that options name, Dolma's for the others.</summary>
    public PersonalMarks(PiiOptions options)
    {
        _texts = [.. Kinds.Select(k => options.Replacements.TryGetValue(k.Name, out var given) && given.Count > 0 ? given.ToArray() : [k.Mark])];
        _utf8 = [.. _texts.Select(k => k.Select(Encoding.UTF8.GetBytes).ToArray())];
    }

    /// <summary>By <see cref="PersonalKind"/>: name in options, column, what the column counts, Dolma's mark.</summary>
    public static IReadOnlyList<(string Name, string Column, string Plural, string Mark)> Kinds { get; } =
    [
        ("email", "pii_emails", "E-mail addresses", "|||EMAIL_ADDRESS|||"), ("ip", "pii_ips", "IP addresses", "|||IP_ADDRESS|||"), ("phone", "pii_phones", "Telephone numbers", "|||PHONE_NUMBER|||"),
        ("credit-card", "pii_credit_cards", "Numbers of payment cards", "|||CREDIT_CARD|||"), ("iban", "pii_ibans", "Numbers of bank accounts", "|||IBAN|||"), ("key", "pii_keys", "Keys and tokens", "|||KEY|||"),
    ];

    /// <summary>What takes the place of the find of a kind with this number, from 0: the texts of a kind take turns.</summary>
    public string Text(PersonalKind kind, int number) => _texts[(int)kind][number % _texts[(int)kind].Length];

    /// <summary>The same in UTF-8.</summary>
    public byte[] Utf8(PersonalKind kind, int number) => _utf8[(int)kind][number % _utf8[(int)kind].Length];
}
