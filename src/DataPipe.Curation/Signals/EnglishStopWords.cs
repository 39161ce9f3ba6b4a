using System.Text;
using DataPipe.Text.Hashing;

namespace DataPipe.Curation.Signals;

/// <summary>Function words of English, a list of our own: articles, pronouns, prepositions, conjunctions, auxiliary verbs and common adverbs.</summary>
internal static class EnglishStopWords
{
    private const string Words =
        "a an the this that these those such each every either neither both all any some no none few more most other another same "
        + "i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself they them their theirs themselves "
        + "who whom whose which what whoever whatever whichever one ones "
        + "of in on at by for with about against between among into through during before after above below to from up down out off over under within without upon toward towards across along around behind beside besides beyond near since until till per via "
        + "and or but nor so yet if because as while although though unless whether than then else when where why how whenever wherever "
        + "am is are was were be been being have has had having do does did doing done can could may might must shall should will would ought need dare "
        + "not very too also just only even still again ever never always often here there now once almost already rather quite perhaps however therefore thus hence "
        + "s t d m o ll re ve y ain aren couldn didn doesn don hadn hasn haven isn mightn mustn needn shan shouldn wasn weren won wouldn";

    /// <summary>The list.</summary>
    internal static FingerprintSet Set()
    {
        var set = new FingerprintSet();
        foreach (var word in Words.Split(' ')) set.Add(Encoding.ASCII.GetBytes(word));
        return set;
    }
}
