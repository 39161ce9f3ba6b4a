namespace DataPipe.Text.Privacy;

/// <summary>What personal or secret text is.</summary>
public enum PersonalKind
{
    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>An IP address, version 4 or 6.</summary>
    Ip,

    /// <summary>A telephone number.</summary>
    Phone,

    /// <summary>A number of a payment card, its check digit right.</summary>
    CreditCard,

    /// <summary>A number of a bank account (IBAN), its check digits right.</summary>
    Iban,

    /// <summary>A key or token: of a cloud or a service, a JSON web token, a block with a private key, or a random text that is called a key, secret, token or password.</summary>
    Key,
}
