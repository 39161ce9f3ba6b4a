namespace DataPipe.Text.Words;

/// <summary>Words that the English tokeniser cuts, or leaves whole, against its rules: contractions, abbreviations, emoticons. A bar marks a cut.</summary>
internal static class EnglishContractions
{
    // Emoticons and other strings that stay whole.
    private const string Whole =
        ":) :-) :)) :-)) :))) :-))) (: (-: =) (= :] :-] [: [-: [= =] :o) (o: :} :-} 8) 8-) (-8 ;) ;-) (; (-; :( :-( :(( :-(( :((( :-((( ): )-: =( >:( "
        + ":') :'-) :'( :'-( :/ :-/ =/ =| :| :-| ]= =[ :1 :P :-P :p :-p :O :-O :o :-o :0 :-0 :() >:o :* :-* :3 :-3 =3 :> :-> :X :-X :x :-x :D :-D ;D ;-D "
        + "=D xD XD xDD XDD 8D 8-D ^_^ ^__^ ^___^ >.< >.> <.< ._. ;_; -_- -__- v.v V.V v_v V_V o_o o_O O_o O_O 0_o o_0 0_0 o.O O.o O.O o.o 0.0 o.0 0.o "
        + "@_@ <3 <33 <333 </3 (^_^) (-_-) (._.) (>_<) (*_*) (¬_¬) ಠ_ಠ ಠ︵ಠ (ಠ_ಠ) ¯\\(ツ)/¯ (╯°□°）╯︵┻━┻ ><(((*> \\t \\n — ' \\\") <space> '' C++ ä. ö. ü. "
        + "'S 's ‘S ‘s and/or w/o 're 'Cause 'cause 'cos 'Cos 'coz 'Coz 'cuz 'Cuz 'bout ma'am Ma'am o'clock O'clock 'd em 'em ll 'll nuff 'nuff "
        + "Mt. Ak. Ala. Apr. Ariz. Ark. Aug. Calif. Colo. Conn. Dec. Del. Feb. Fla. Ga. Ia. Id. Ill. Ind. Jan. Jul. Jun. Kan. Kans. Ky. La. Mar. Mass. "
        + "Mich. Minn. Miss. N.C. N.D. N.H. N.J. N.M. N.Y. Neb. Nebr. Nev. Nov. Oct. Okla. Ore. Pa. S.C. Sep. Sept. Tenn. Va. Wash. Wis. a.m. p.m. Adm. "
        + "Bros. co. Co. Corp. D.C. Dr. e.g. E.g. E.G. Gen. Gov. i.e. I.e. I.E. Inc. Jr. Ltd. Md. Messrs. Mo. Mont. Mr. Mrs. Ms. Ph.D. Prof. Rep. Rev. "
        + "Sen. St. vs. v.s.";

    private const string Cut =
        "y'|all y|all how|'d|'y How|'d|'y not|'ve not|ve Not|'ve Not|ve can|not Can|not gon|na Gon|na got|ta Got|ta let|'s Let|'s c'm|on C'm|on";

    // Contractions without an apostrophe that are words of their own.
    private static readonly HashSet<string> RealWords =
        ["Ill", "ill", "Its", "its", "Hell", "hell", "Shell", "shell", "Shed", "shed", "were", "Were", "Well", "well", "Whore", "whore"];

    /// <summary>All special strings with bars at their cuts, each once, also with the typographic apostrophe.</summary>
    internal static List<string> All()
    {
        var all = new List<string>();
        foreach (var word in Whole.Split(' ')) all.Add(word);
        foreach (var word in Cut.Split(' ')) all.Add(word);
        for (var letter = 'a'; letter <= 'z'; letter++) all.Add($"{letter}.");
        for (var hour = 1; hour <= 12; hour++)
            foreach (var period in (string[])["a.m.", "am", "p.m.", "pm"]) all.Add($"{hour}|{period}");
        foreach (var stem in (string[])["doin", "goin", "nothin", "nuthin", "ol", "somethin", "lovin", "havin"]) WithCase(all, stem, "", "'");
        Pronouns(all);
        Verbs(all);
        for (int i = 0, count = all.Count; i < count; i++)
            if (all[i].Contains('\'', StringComparison.Ordinal)) all.Add(all[i].Replace('\'', '’'));
        return all;
    }

    private static void Pronouns(List<string> all)
    {
        WithCase(all, "i", "|'m", "|m", "|'m|a", "|m|a");
        foreach (var pronoun in (string[])["i", "you", "he", "she", "it", "we", "they"]) WithCase(all, pronoun, "|'ll", "|ll", "|'ll|'ve", "|ll|ve", "|'d", "|d", "|'d|'ve", "|d|ve");
        foreach (var pronoun in (string[])["i", "you", "we", "they"]) WithCase(all, pronoun, "|'ve", "|ve");
        foreach (var pronoun in (string[])["you", "we", "they"]) WithCase(all, pronoun, "|'re", "|re");
        foreach (var pronoun in (string[])["he", "she", "it"]) WithCase(all, pronoun, "|'s", "|s");
        foreach (var word in (string[])["who", "what", "when", "where", "why", "how", "there", "that", "this", "these", "those"])
        {
            WithCase(all, word, "|'ll", "|ll", "|'ll|'ve", "|ll|ve", "|'d", "|d", "|'d|'ve", "|d|ve");
            if (word is not ("these" or "those")) WithCase(all, word, "|'s", "|s");
            if (word is not ("that" or "this")) WithCase(all, word, "|'re", "|re", "|'ve", "|ve");
        }
    }

    private static void Verbs(List<string> all)
    {
        foreach (var verb in (string[])["ca", "could", "do", "does", "did", "had", "may", "might", "must", "need", "ought", "sha", "should", "wo", "would"])
            WithCase(all, verb, "|n't", "|nt", "|n't|'ve", "|nt|ve");
        foreach (var verb in (string[])["could", "might", "must", "should", "would"]) WithCase(all, verb, "|'ve", "|ve");
        foreach (var verb in (string[])["ai", "are", "is", "was", "were", "have", "has", "dare"]) WithCase(all, verb, "|n't", "|nt");
    }

    private static void WithCase(List<string> all, string stem, params ReadOnlySpan<string> endings)
    {
        var title = char.ToUpperInvariant(stem[0]) + stem[1..];
        foreach (var ending in endings)
        {
            if (!RealWords.Contains((stem + ending).Replace("|", "", StringComparison.Ordinal))) all.Add(stem + ending);
            if (!RealWords.Contains((title + ending).Replace("|", "", StringComparison.Ordinal))) all.Add(title + ending);
        }
    }
}
