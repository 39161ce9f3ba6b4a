using System.ComponentModel.DataAnnotations;
using DataPipe.Text.Privacy;

namespace DataPipe.Curation.Privacy;

/// <summary>What <see cref="PiiStep"/> looks for, and what becomes of it.</summary>
public sealed record PiiOptions
{
    /// <summary>What is looked for. Source: datatrove (e-mail and IP), Dolma (and phone), Soldaini et al. 2024, arXiv:2402.00159; the others are ours.</summary>
    public IReadOnlyList<PersonalKind> Kinds { get; init; } = [PersonalKind.Email, PersonalKind.Ip, PersonalKind.Phone, PersonalKind.CreditCard, PersonalKind.Iban, PersonalKind.Key];

    /// <summary>Whether IP addresses that are private, local or for documentation are left alone. Source: datatrove 0.10.</summary>
    public bool PublicIpsOnly { get; init; } = true;

    /// <summary>Whether what is found is replaced. Source: datatrove, Dolma.</summary>
    public bool Mask { get; init; } = true;

    /// <summary>Most finds of a record that is kept, over all its texts; records with more are dropped. Null keeps all. Source: Dolma masks up to 5 and drops above.</summary>
    [Range(0, 1_000_000)] public int? MaxFinds { get; init; }

    /// <summary>What stands in the place of each kind (email, ip, phone, credit-card, iban, key): one text, or several that take turns within a document; within a sample or preference equal finds get equal texts. Kinds that are not named get Dolma's marks, such as |||EMAIL_ADDRESS|||. datatrove's are {email: [email@example.com, firstname.lastname@example.org], ip: [22.214.171.124, 126.96.36.199, 188.8.131.52, 184.108.40.206, 220.127.116.11, 18.104.22.168]}.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Replacements { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
