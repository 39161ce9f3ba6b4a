using System.Globalization;

namespace DataPipe.Teachers.Simulated;

/// <summary>Answers in the language of the request for a few languages, repeating its words; for others the teacher answers in English.</summary>
internal static class ForeignEcho
{
    private const int MaxEchoChars = 60;
    private const int MaxReadChars = 2000;

    private static readonly (string Marks, string[] Frames)[] Latin =
    [
        (" der die und ist nicht ein eine wie warum welche erkläre schreibe für ", [
            "Zu „{0}“ lässt sich Folgendes sagen.", "Wichtig ist zunächst, die Begriffe sauber zu trennen.", "Ein kleines Beispiel macht den Zusammenhang deutlich.",
            "In der Praxis kommt es vor allem auf Geduld und gute Planung an.", "Am Ende lohnt sich ein zweiter Blick auf die Annahmen."]),
        (" le les est une des comment pourquoi quelle quels écris expliquez pour dans ", [
            "Voici une réponse à « {0} ».", "Il faut d'abord distinguer les notions principales.", "Un petit exemple montre bien le lien entre elles.",
            "En pratique, la patience et une bonne préparation comptent le plus.", "Enfin, il est utile de vérifier les hypothèses de départ."]),
        (" el los las es una cómo por qué cuál escribe explica para con del ", [
            "Esta es una respuesta a «{0}».", "Primero conviene separar bien los conceptos.", "Un ejemplo sencillo muestra la relación entre ellos.",
            "En la práctica, lo más importante es la paciencia y la planificación.", "Al final merece la pena revisar los supuestos."]),
    ];

    private static readonly string[] Han = ["关于“{0}”，可以从几个方面来看。", "首先要把基本概念区分清楚。", "举一个简单的例子，就能看出它们之间的关系。", "在实践中，耐心和计划最为重要。", "最后，值得再检查一遍前提。"];
    private static readonly string[] Kana = ["「{0}」については、いくつかの見方があります。", "まず、基本的な言葉を整理しましょう。", "簡単な例を見ると、関係がよく分かります。", "実際には、根気と計画が大切です。", "最後に、前提をもう一度確かめてください。"];
    private static readonly string[] Cyrillic = ["По поводу «{0}» можно сказать следующее.", "Сначала важно разделить основные понятия.", "Небольшой пример хорошо показывает связь между ними.", "На практике важнее всего терпение и план.", "В конце стоит ещё раз проверить допущения."];
    private static readonly string[] Arabic = ["بخصوص «{0}» يمكن قول ما يلي.", "أولاً يجب التمييز بين المفاهيم الأساسية.", "مثال بسيط يوضح العلاقة بينها.", "في التطبيق يهم الصبر والتخطيط أكثر من غيرهما.", "وفي النهاية يفيد التحقق من الافتراضات."];

    /// <summary>The answer's sentences, or null when the request is in English or in a language that is not known here.</summary>
    public static string? TryAnswer(string request, int sentences)
    {
        var (frames, blank) = FramesFor(request.Length > MaxReadChars ? request[..MaxReadChars] : request);
        if (frames is null)
            return null;
        var first = frames[0].Replace("{0}", Echo(request), StringComparison.Ordinal);
        return string.Join(blank, [first, .. frames.Skip(1).Take(sentences - 1)]);
    }

    private static (string[]? Frames, string Blank) FramesFor(string request)
    {
        int letters = 0, han = 0, kana = 0, cyrillic = 0, arabic = 0;
        foreach (var letter in request)
        {
            if (!char.IsLetter(letter))
                continue;
            letters++;
            switch (letter)
            {
                case >= '\u3400' and <= '\u9FFF': han++; break;
                case >= '\u3040' and <= '\u30FF': kana++; break;
                case >= '\u0400' and <= '\u04FF': cyrillic++; break;
                case >= '\u0600' and <= '\u06FF': arabic++; break;
                default: break;
            }
        }

        if (letters == 0)
            return (null, "");
        if (kana * 10 > letters)
            return (Kana, "");
        if (han * 2 > letters)
            return (Han, "");
        if (cyrillic * 2 > letters)
            return (Cyrillic, " ");
        return arabic * 2 > letters ? (Arabic, " ") : (LatinFor(request), " ");
    }

    private static string[]? LatinFor(string request)
    {
        var words = ContentWords.AllOf(request);
        foreach (var (marks, frames) in Latin)
        {
            var hits = words.Count(word => marks.Contains($" {word} ", StringComparison.Ordinal));
            if (hits >= 2 && hits * 5 >= words.Count)
                return frames;
        }

        return null;
    }

    private static string Echo(string request)
    {
        var line = request.AsSpan().Trim();
        var end = line.IndexOfAny('\n', '\r');
        var first = (end < 0 ? line : line[..end]).ToString();
        var whole = new StringInfo(first);
        return whole.LengthInTextElements <= MaxEchoChars ? first : whole.SubstringByTextElements(0, MaxEchoChars) + "…";
    }
}
