using System.Text;
using DataPipe.Core.Steps;
using DataPipe.Curation.Lists;
using DataPipe.Text.Hashing;

namespace DataPipe.Curation.Blocklists;

/// <summary>Names that anybody registers names below, such as com and co.uk: nobody means all of them by naming one in a list. Source: the rules of publicsuffix.org.</summary>
internal sealed class PublicSuffixes
{
    private static readonly string[] WellKnown =
    [
        "co.uk", "org.uk", "ac.uk", "gov.uk", "com.au", "net.au", "org.au", "co.nz", "co.jp", "ne.jp", "or.jp", "co.kr", "com.br", "com.cn", "com.tw", "com.hk", "com.sg",
        "com.mx", "com.ar", "com.tr", "co.in", "co.za", "co.il", "com.pl", "com.ua", "github.io", "blogspot.com", "wordpress.com", "tumblr.com",
    ];

    private readonly FingerprintSet _rules = new(), _wildcards = new(), _exceptions = new();

    internal PublicSuffixes(StepFile? file, IStepFiles files)
    {
        if (file is null)
        {
            foreach (var name in WellKnown) _rules.Add(Encoding.ASCII.GetBytes(name));
            return;
        }

        ListFile.Read(file, files, rule =>
        {
            var end = rule.IndexOfAny((byte)' ', (byte)'\t');
            if (end >= 0) rule = rule[..end];
            if (rule.StartsWith("//"u8)) return;
            if (rule.StartsWith("*."u8)) _wildcards.Add(rule[2..]);
            else if (rule[0] == '!') _exceptions.Add(rule[1..]);
            else _rules.Add(rule);
        });
    }

    /// <summary>Whether a name is a public suffix; every name without a dot is.</summary>
    internal bool Contains(ReadOnlySpan<byte> name)
    {
        var dot = name.IndexOf((byte)'.');
        if (dot < 0 || _rules.Contains(name)) return true;
        return _wildcards.Contains(name[(dot + 1)..]) && !_exceptions.Contains(name);
    }
}
