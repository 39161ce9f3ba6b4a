using System.Text.RegularExpressions;

namespace DataPipe.Synthesis.Style;

/// <summary>Tells by its words what kind of task an instruction is, in English and Chinese. A rule of thumb for the shares of a whole set, not for single records.</summary>
public static partial class TaskTypes
{
    /// <summary>What no rule fits.</summary>
    public const string Other = "other";

    // The first rule that fits counts: the more particular come first.
    private static readonly (string Type, string Family, Func<Regex> Rule)[] Rules =
    [
        ("code", "code: HumanEval, MBPP", Code), ("translation", "languages: FLORES, MGSM", Translation), ("mathematics", "mathematics: GSM8K, MATH", Mathematics),
        ("summary", "reading: SQuAD, DROP, summaries", Summary), ("classification", "reasoning: BBH, ARC", Classification), ("extraction", "reading: SQuAD, DROP, summaries", Extraction),
        ("rewriting", "writing: MT-Bench, AlpacaEval", Rewriting), ("role play", "writing: MT-Bench, AlpacaEval", RolePlay), ("creative writing", "writing: MT-Bench, AlpacaEval", Creative),
        ("ideas and lists", "writing: MT-Bench, AlpacaEval", Ideas), ("planning and advice", "writing: MT-Bench, AlpacaEval", Planning), ("comparison and reasoning", "reasoning: BBH, ARC", Reasoning),
        ("explanation", "knowledge: MMLU, TriviaQA, NQ", Explanation), ("factual question", "knowledge: MMLU, TriviaQA, NQ", Fact),
    ];

    /// <summary>The type of a task and the family of benchmarks that test it.</summary>
    public static (string Type, string Family) Of(string instruction, bool isClassification)
    {
        if (isClassification) return (Rules[4].Type, Rules[4].Family);
        var text = instruction.Length > 600 ? instruction[..600] : instruction;
        foreach (var (type, family, rule) in Rules)
            if (rule().IsMatch(text)) return (type, family);
        return (Other, Other);
    }

    /// <summary>All families of benchmarks, so that those without any task are shown too.</summary>
    public static IReadOnlyList<string> Families { get; } = [.. Rules.Select(r => r.Family).Distinct()];

    /// <summary>Whether an instruction sets limits that a program can check.</summary>
    public static bool HasCheckableLimit(string instruction) => Limit().IsMatch(instruction.Length > 2000 ? instruction[..2000] : instruction);

    private const RegexOptions Loose = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\b(?:python|java|javascript|typescript|c\+\+|c#|sql|html|css|bash|regex|regular expression|function that|algorithm|source code|code (?:that|snippet|below|to)|debug|program (?:that|to|in)|script (?:that|to)|unit tests?|api endpoint)\b|代码|函数|编程|程序", Loose)]
    private static partial Regex Code();

    [GeneratedRegex(@"\btranslat(?:e|ion)\b|翻译|译成", Loose)]
    private static partial Regex Translation();

    [GeneratedRegex(@"\b(?:calculate|compute|solve for|equation|how many .* (?:left|in total|altogether)|percent(?:age)? of|integral|derivative|probability|sum of|average of|square root|area of|perimeter|arithmetic|fractions?)\b|\d\s*[-+*/×÷=]\s*\d|计算|方程|求解|概率|平均数", Loose)]
    private static partial Regex Mathematics();

    [GeneratedRegex(@"\b(?:summari[sz]e|summary|tl;?dr|key points|main idea|shorten|condense|abstract of)\b|总结|概括|摘要", Loose)]
    private static partial Regex Summary();

    [GeneratedRegex(@"\b(?:classify|categori[sz]e|sentiment|label (?:the|each)|identify whether|decide whether|determine (?:if|whether)|is (?:this|the following) .* (?:or|true|false)|true or false|yes or no|which category|odd one out|does not belong)\b|分类|判断|情感", Loose)]
    private static partial Regex Classification();

    [GeneratedRegex(@"\b(?:extract|find all|pull out|from the (?:text|passage|paragraph|article|table) (?:above|below)|(?:based on|according to|using|given) the (?:text|passage|paragraph|article|following)|answer the question (?:from|based)|named entit)", Loose)]
    private static partial Regex Extraction();

    [GeneratedRegex(@"\b(?:rewrite|rephrase|paraphrase|edit|proofread|correct the|fix the|simplify|make (?:this|the) .* (?:more|shorter|longer|polite)|change the (?:tone|tense)|convert|reword|turn .* into)\b|改写|润色|修改|简化", Loose)]
    private static partial Regex Rewriting();

    [GeneratedRegex(@"\b(?:pretend|act as|imagine (?:you are|an argument)|role-?play|you are an?\b|in the voice of|speak as)\b|扮演|假设你是", Loose)]
    private static partial Regex RolePlay();

    [GeneratedRegex(@"\b(?:poem|story|haiku|song|lyrics|sonnet|limerick|novel|dialogue|script for|slogan|headline|title for|letter|e-?mail|essay|blog|speech|advertisement|tweet|review of|caption|joke|riddle|invent|compose|draft|describe a (?:day|scene|place|time)|postcard)\b|诗|故事|小说|写一(?:篇|封|段)|作文|标语", Loose)]
    private static partial Regex Creative();

    [GeneratedRegex(@"\b(?:list|brainstorm|suggest|come up with|give (?:me )?(?:some|\w+ (?:examples|ideas|reasons|ways|names))|name (?:some|two|three|four|five|\d)|ideas for|ways to|recommend|generate (?:a list|some|\w+ (?:examples|ideas)))\b|列出|建议|推荐|想出", Loose)]
    private static partial Regex Ideas();

    [GeneratedRegex(@"\b(?:plan|itinerary|schedule|steps? to|how (?:can|do|should|would) (?:i|you|we|one)|advice|tips|recipe|checklist|guide|instructions for|what should)\b|计划|步骤|如何|怎么", Loose)]
    private static partial Regex Planning();

    [GeneratedRegex(@"\b(?:compare|contrast|difference between|pros and cons|advantages|evaluate|argue|analy[sz]e|rank|predict|infer|what would happen|why might|deduce|puzzle|logical|critici[sz]e|assess|weigh)\b|比较|分析|区别|优缺点|推理", Loose)]
    private static partial Regex Reasoning();

    [GeneratedRegex(@"\b(?:explain|describe|why|how does|how do|what does .* mean|define|teach|outline|discuss|trace|tell me about)\b|解释|说明|为什么|介绍|描述", Loose)]
    private static partial Regex Explanation();

    [GeneratedRegex(@"^(?:who|what|when|where|which|how (?:many|much|old|long|far|tall))\b|\?$|谁|什么|哪|多少|几", Loose)]
    private static partial Regex Fact();

    [GeneratedRegex(@"\b(?:exactly|at most|at least|no more than|fewer than|in one|in two|in three|in \d+|between \d+ and) (?:\w+ )?(?:words?|sentences?|lines?|paragraphs?|bullet|characters|items|examples)\b|\bin json\b|\bas json\b|\bwithout using\b|\bdo not use\b|\bstart(?:s|ing)? with\b|\bend(?:s|ing)? with\b|\bin (?:upper|lower) ?case\b|\bas a (?:table|numbered list|bulleted list)\b|不超过|不少于|以内|个字", Loose)]
    private static partial Regex Limit();
}
