using System.Runtime.InteropServices;

namespace DataPipe.Text.Privacy;

/// <summary>
/// Finds personal and secret text by its form, without regular expressions: every kind is looked for at the bytes that only it can hold, and what is looked at around them is bounded,
/// so that time is linear whatever the text. Digits and letters of ASCII alone make one up. Reusable memory of one thread: allocates nothing once it fits.
/// </summary>
/// <param name="kinds">What is looked for.</param>
/// <param name="publicIpsOnly">Whether private, loopback, documentation and other special addresses are left alone.</param>
public sealed class PersonalScanner(IReadOnlyCollection<PersonalKind> kinds, bool publicIpsOnly)
{
    private readonly bool _emails = kinds.Contains(PersonalKind.Email), _keys = kinds.Contains(PersonalKind.Key), _ips = kinds.Contains(PersonalKind.Ip);
    private readonly NumberKinds _numbers = new(kinds.Contains(PersonalKind.Phone), kinds.Contains(PersonalKind.CreditCard), kinds.Contains(PersonalKind.Iban), kinds.Contains(PersonalKind.Ip), publicIpsOnly);
    private readonly List<PersonalSpan> _found = [];

    /// <summary>What a text holds, in order and without overlaps: of two that overlap the one that begins first stays, and the longer of two that begin together. Valid until the next call.</summary>
    public ReadOnlySpan<PersonalSpan> Scan(ReadOnlySpan<byte> utf8)
    {
        _found.Clear();
        if (_keys) KeyForm.Find(utf8, _found);
        if (_emails) EmailForm.Find(utf8, _found);
        if (_ips) IpForm.FindVersion6(utf8, publicIpsOnly, _found);
        if (_numbers.Any) NumberForm.Find(utf8, _numbers, _found);
        if (_found.Count > 1) Order();
        return CollectionsMarshal.AsSpan(_found);
    }

    private void Order()
    {
        var all = CollectionsMarshal.AsSpan(_found);
        all.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.Length != b.Length ? b.Length.CompareTo(a.Length) : a.Kind.CompareTo(b.Kind));
        var kept = 1;
        for (var i = 1; i < all.Length; i++)
            if (all[i].Start >= all[kept - 1].End)
                all[kept++] = all[i];
        CollectionsMarshal.SetCount(_found, kept);
    }
}
