namespace DataPipe.Text.Privacy;

/// <summary>Which numbers are looked for.</summary>
internal readonly record struct NumberKinds(bool Phones, bool Cards, bool Ibans, bool Ips, bool PublicIpsOnly)
{
    internal bool Any => Phones || Cards || Ibans || Ips;
}
