using DataPipe.Text.Language;

namespace DataPipe.Samples.Languages;

/// <summary>The languages that are learnt, and how packages name them: locales (<c>pt_BR</c>), language tags (<c>sr-Latn</c>), ISO 639-3 (<c>lug</c>).</summary>
internal static class Labels
{
    private const string Latin = "af ast az br ca cs cy da de en eo es et eu fi fo fr fy ga gd gl ha hr ht hu id ig is it ku la lb lg lt lv mg mi ms mt nb nl nn oc om pl pt ro rw sk sl sn so sq sr st sv sw tk tl tn tr ts uz vi xh yo zu";
    private const string Cyrillic = "ba be bg cv kk ky mk mn ru sr tg tt uk";
    private const string Arabic = "ar ckb fa ps sd ug ur";
    private const string Devanagari = "hi mr ne";
    private static readonly Dictionary<(string, Script), bool> Known = Pairs().ToDictionary(p => p, _ => true);
    private static readonly HashSet<string> All = [.. Pairs().Select(p => p.Item1)];

    // Other names of the same language; ISO 639-3 of those that the declaration of human rights goes by.
    private static readonly Dictionary<string, string> Names = Parse(
        "no:nb iw:he in:id fil:tl kmr:ku ji:yi mo:ro afr:af amh:am arb:ar azj:az bel:be ben:bn bod:bo bos:bs bre:br bul:bg cat:ca ces:cs chv:cv cym:cy dan:da deu:de ell:el eng:en epo:eo "
        + "est:et eus:eu fao:fo fin:fi fra:fr fri:fy gla:gd gle:ga glg:gl guj:gu hat:ht hau:ha heb:he hin:hi hrv:hr hun:hu hye:hy ibo:ig ind:id isl:is ita:it jpn:ja kan:kn kat:ka kaz:kk khm:km "
        + "kin:rw kir:ky kor:ko lao:lo lat:la lav:lv lit:lt ltz:lb lug:lg mal:ml mar:mr mkd:mk mlt:mt khk:mn mri:mi mya:my mly:ms nep:ne nld:nl nno:nn nob:nb oci:oc pan:pa pbu:ps pes:fa plt:mg pol:pl "
        + "por:pt roh:rm ron:ro rus:ru sin:si slk:sk slv:sl sna:sn som:so sot:st spa:es sqi:sq srp:sr swe:sv swh:sw tam:ta tat:tt tel:te tgk:tg tgl:tl tha:th tir:ti tsn:tn tso:ts tuk:tk tur:tr uig:ug "
        + "ukr:uk urd:ur uzn:uz vie:vi xho:xh ydd:yi yor:yo zul:zu gaz:om orm:om cmn:zh als:sq snd:sd bak:ba");

    /// <summary>The languages told apart within <paramref name="script"/>, in order of their labels.</summary>
    internal static string[] Within(Script script) => [.. Pairs().Where(p => p.Item2 == script).Select(p => p.Item1).Order(StringComparer.Ordinal)];

    /// <summary>The scripts in which several languages are told apart.</summary>
    internal static IEnumerable<Script> SharedScripts => Pairs().GroupBy(p => p.Item2).Where(g => g.Count() > 1).Select(g => g.Key).Order();

    /// <summary>The label of <paramref name="name"/>, or null when it is not learnt.</summary>
    internal static string? Of(string name)
    {
        if (name.Contains("ijekavian", StringComparison.Ordinal)) return null; // Serbian by this name, and in Latin script hardly to be told from Croatian
        var end = name.AsSpan().IndexOfAny("_-@.");
        var language = (end < 0 ? name : name[..end]).ToLowerInvariant();
        language = Names.GetValueOrDefault(language, language);
        return All.Contains(language) ? language : null;
    }

    /// <summary>Whether texts of <paramref name="language"/> in <paramref name="script"/> are learnt.</summary>
    internal static bool Has(string language, Script script) => Known.ContainsKey((language, script));

    private static IEnumerable<(string, Script)> Pairs() =>
        [.. Of(Latin, Script.Latin), .. Of(Cyrillic, Script.Cyrillic), .. Of(Arabic, Script.Arabic), .. Of(Devanagari, Script.Devanagari),
        .. Of("am ti", Script.Ethiopic), .. Of("as bn", Script.Bengali), .. Of("he yi", Script.Hebrew)];

    private static IEnumerable<(string, Script)> Of(string languages, Script script) => languages.Split(' ').Select(l => (l, script));

    private static Dictionary<string, string> Parse(string names) => names.Split(' ').Select(p => p.Split(':')).ToDictionary(p => p[0], p => p[1]);
}
