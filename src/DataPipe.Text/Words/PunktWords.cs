using DataPipe.Text.Hashing;

namespace DataPipe.Text.Words;

/// <summary>What the sentence splitter <see cref="PunktSentences"/> knows of English: abbreviations, and words that begin a sentence where they are capitalised. Both lists are our own; Punkt's were learnt from newspapers.</summary>
internal static class PunktWords
{
    private static readonly ByteTable Abbreviations = new(
        ("mr mrs ms dr prof sen rep gov gen col lt maj capt cmdr sgt cpl adm rev hon pres messrs jr sr st ste mt ft co corp inc ltd cos bros llc plc dept univ assn bldg ave blvd rd "
        + "u.s u.k u.n u.s.a u.s.s.r e.u d.c l.a n.y n.j n.c s.c n.h n.m calif fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo ariz ark colo conn del "
        + "a.m p.m a.d b.c b.a m.a m.d m.b.a ph.d d.d.s r.n vs etc al cf viz no nos vol vols ch sec fig figs eq ed eds pp "
        + "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun est approx min max hr hrs lb lbs oz sq a.g b.v n.v s.a f.b j.p j.r c.o.d p.o "
        + "b c d e f g h j k l m n o p q r s t v w x y z").Split(' '));

    private static readonly ByteTable Starters = new(
        ("the a an in on at it he she they we i you this that these those his her their our its if but and when while as for however there after since although because with by from to what who how where why "
        + "some many most all no not one two now then so such more other each every both any under over during before meanwhile yet still also even only thus therefore moreover furthermore").Split(' '));

    /// <summary>Whether a word without its full stop, lower-cased, is an abbreviation.</summary>
    internal static bool IsAbbreviation(ReadOnlySpan<byte> lower) => Abbreviations.Contains(lower) || (lower.LastIndexOf((byte)'-') is var dash and >= 0 && Abbreviations.Contains(lower[(dash + 1)..]));

    /// <summary>Whether a word, lower-cased, begins a sentence where it is capitalised.</summary>
    internal static bool BeginsSentences(ReadOnlySpan<byte> lower) => Starters.Contains(lower);
}
