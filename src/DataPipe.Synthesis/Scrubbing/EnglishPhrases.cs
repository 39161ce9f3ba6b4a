using System.Text.RegularExpressions;

namespace DataPipe.Synthesis.Scrubbing;

/// <summary>What assistants say of themselves in English; over text in lower case with straight apostrophes. Repeated groups are greedy: a lazy one inside of another choice kept the generated matcher of .NET 10 turning for ever.</summary>
internal static partial class EnglishPhrases
{
    // Names that are of nobody else, names that people and things have too, and makers.
    internal const string Models = @"(?:chat ?gpt|gpt-?[2345](?:\.\d)?o?(?:-turbo)?|qwen(?:[\d.]+)?|chatglm|deepseek(?:-[\w.]+)?|vicuna|ernie bot|tongyi qianwen|internlm|baichuan|doubao|open ?assistant|microsoft copilot|bing chat|github copilot)";
    internal const string Namesakes = @"(?:claude|bard|gemini|llama|kimi|copilot|grok|pi|alpaca|koala|mistral|phi|palm|cortana|alexa|siri)";
    internal const string Makers = @"(?:open ?ai|anthropic|google(?: deepmind| ai)?|deepmind|meta(?: ai)?|microsoft|alibaba(?: cloud)?|baidu|deepseek|moonshot(?: ai)?|zhipu(?: ai)?|bytedance|mistral(?: ai)?|xai|cohere|lmsys|nvidia|amazon|tencent|huawei|iflytek|databricks|stability ai)";

    // A machine by its kind; what a noun follows is something else: an AI engineer, a language model researcher.
    private const string Person = @"(?!\s*[-\w]*\s?(?:researcher|engineer|developer|scientist|expert|enthusiast|ethicist|student|teacher|safety|startup|company|agency|professional|consultant|designer|artist|journalist|lawyer|policy|specialist|team|lab|practitioner|user|manager|programmer|vendor|trainer|hobbyist)s?\b)";
    private const string Kind = @"(?:a\.?i\.?|artificial intelligence|(?:large |big )?language model|llm|machine learning model|chat ?bot|virtual assistant|neural network|computer program|conversational agent|digital assistant)\b" + Person;
    private const string Adjectives = @"(?:(?:just|only|simply|actually|merely|really|still|not a human, i am|not a person, i am) )*(?:an?|the|your|one) (?:[\w-]+,? ){0,4}";

    /// <summary>Whether somebody speaks of himself at all: a cheap test before all others.</summary>
    [GeneratedRegex(@"\b(?:i|i'm|i've|i'd|i'll|my|me|myself|sorry|apologies|it is|it's|it would|this (?:request )?(?:goes|violates|is)|that request)\b")]
    public static partial Regex Self();

    public static bool IsIdentity(string text) => IAmKind().IsMatch(text) || AsKind().IsMatch(text) || IAmNamed().IsMatch(text) || MadeBy().IsMatch(text) || NoFeelings().IsMatch(text) || TrainedOn().IsMatch(text) || Policy().IsMatch(text);

    public static bool IsCutoff(string text) => MyKnowledge().IsMatch(text) || KnowUntil().IsMatch(text) || NoAccess().IsMatch(text);

    public static bool IsRefusal(string text) => SorryCannot().IsMatch(text) || CannotDo().IsMatch(text) || Decline().IsMatch(text) || NotForMe().IsMatch(text);

    [GeneratedRegex(@"\b(?:i am|i'm|i was|this is|it's me|to me|me),? " + Adjectives + Kind + @"|\bi,? (?:as|being) " + Adjectives + Kind + @"|\b(?:i am|i'm) (?:just |only |not human, (?:i'm|i am) )?(?:ai|artificial intelligence)\b" + Person)]
    private static partial Regex IAmKind();

    // "As an AI" at the head of what the speaker then says of himself.
    [GeneratedRegex(@"\b(?:as|being|since i am|since i'm|because i am|because i'm) (?:just |only |merely )?(?:an?|your) (?:[\w-]+ ){0,4}" + Kind + @"(?:.*\b(?:i|i'm|i'd|i've|i'll|my|me)\b)")]
    private static partial Regex AsKind();

    [GeneratedRegex(@"\b(?:i am|i'm|my name is|call me|i go by|this is|i,) (?:called |named |known as |just )?(?:" + Models + @"\b|" + Namesakes + @"(?:[.!]?$|, (?:(?:an?|the|your) )?(?:[\w-]+ ){0,3}(?:ai|artificial|language model|assistant|chatbot|made|built|created|developed|trained|experiment|and i was (?:made|created|built|trained))))")]
    private static partial Regex IAmNamed();

    [GeneratedRegex(@"\b(?:i|i've|i'm) (?:(?:was|were|am|have|has|been|being|originally|also|only|and) ){0,4}(?:trained|developed|created|made|built|designed|programmed|released)\b[\w ,'-]{0,40}\b(?:by|at|from) (?:[\w']+ ){0,5}" + Makers + @"\b|\bmy (?:creators?|developers?|makers?|programmers?|parent company|creator company)\b[\w ,]{0,20}?" + Makers + @"\b")]
    private static partial Regex MadeBy();

    [GeneratedRegex(@"\bi (?:do not|don't|cannot|can't|have no|lack|neither) ?(?:have |possess |experience |hold |form |really |actually )*(?:any |personal |own |human |real |true )*(?:feelings|emotions|consciousness|(?:personal|own) (?:opinions?|beliefs?|experiences?|preferences?|views?)|opinions or|beliefs or|subjective experiences?|(?:a )?physical (?:body|form)|sentience|self-awareness)\b(?! (?:for|about|towards?) (?:him|her|them|you|that|it)\b)|(?<!against )\bmy programming\b")]
    private static partial Regex NoFeelings();

    [GeneratedRegex(@"\bi (?:was|am|have been|'ve been) (?:\w+ )?trained on\b|\bmy training (?:data|corpus|set)\b.*\b(?:includes?|contains?|consists?|comes?)\b")]
    private static partial Regex TrainedOn();

    [GeneratedRegex(@"\b(?:according to|per|under|due to|against|in line with|comply with|follow(?:ing)?|violates?) (?:the )?" + Makers + @"(?:'s|s')? (?:[\w-]+ ){0,2}(?:polic(?:y|ies)|guidelines|rules|terms)\b.*\b(?:i|me|my)\b")]
    private static partial Regex Policy();

    [GeneratedRegex(@"\bmy (?:own |last |latest |most recent |current |available |general )*(?:(?:knowledge|training|training data|data|database|information|model)(?: base)?(?:'s)? ?(?:cut-?off|update\b|was (?:last )?updated|has not been updated|ends?\b|stops?\b|stopped|ended|only (?:goes|extends|runs|covers|includes)|goes up|extends (?:only )?(?:up )?to|is (?:limited to|current|only current|up to date)|does not (?:include|extend|go|cover)|up to \d))|\b(?:as of|since|before|after|until|up to|at the time of) my (?:last |latest |most recent |own )+(?:knowledge |data )?(?:update\b|training|training data)(?! (?:to|on|of|for|with) (?:the )?(?:list|project|spreadsheet|report))|\bmy last update was in (?:\w+ )?\d{4}, so\b|\bmy last training data\b|\bmy (?:knowledge |training )cut-?off\b|\bi was last (?:trained|updated)\b")]
    private static partial Regex MyKnowledge();

    [GeneratedRegex(@"\bi (?:only |just )(?:know|have (?:information|data|knowledge))\b[\w ]{0,30}\b(?:up to|until|through|before)\b|\bi (?:have no|don't have|do not have) (?:any )?(?:information|knowledge|data) (?:about|on|of|beyond|after|past)\b[\w ]{0,30}\b(?:after|beyond|past|since) (?:\w+ )?\d{4}|\bi(?:'m| am) not aware of (?:any )?(?:events|developments|anything)\b[\w ]{0,20}\b(?:after|since|beyond)\b")]
    private static partial Regex KnowUntil();

    [GeneratedRegex(@"\bi (?:do not|don't|cannot|can't|can not|am unable to|am not able to|lack|have no)\b[\w ',]{0,30}?\b(?:access|browse|search|retrieve|look up)\b[\w ',-]{0,20}?\b(?:real[- ]time|up-to-date|current|live|latest|recent|the (?:internet|web))\b|\bi(?:'m| am) (?:unable|not able) to (?:access|browse)\b[\w ',-]{0,20}?\b(?:real[- ]time|up-to-date|current|live|the (?:internet|web))\b|\bi (?:do not|don't) have (?:real[- ]time|live|internet|web) (?:access|data|information)\b")]
    private static partial Regex NoAccess();

    private const string Cannot = @"(?:can't|cannot|can not|won't|will not|wouldn't|(?:am|'m) (?:unable|not able|not allowed|not permitted|not in a position) to|won't be able to|could not in good conscience|must not)";

    // What an assistant does for someone who asks; people who write letters decline other things.
    private const string Serving = @"(?:assist|comply|fulfil\w*|engage in|participate in (?:this|that|such|any)|help (?:you|with|create|write)|support or|promote|encourage|facilitate|condone|(?:provide|give|offer|share|generate|produce|create|write|discuss|recommend|answer|complete|respond to|continue|support|do|perform|carry out|process|entertain) (?:you |to you )?(?:with )?(?:any |some |the requested |further |specific |your |explicit |detailed )*(?:that|this|these|those|such|it\b|your|instructions?|guidance|information|advice|content|medical|legal|financial|details|requests?|questions?|illegal|harmful|hateful|violent|explicit|personal|current|live|real[- ]time|help|assistance|examples? of|a diagnosis|diagnos\w+|opinions?))";

    [GeneratedRegex(@"\b(?:sorry|i apologi[sz]e|apologies|afraid|unfortunately|regret)\b.{0,60}?\b(?:i |i'm |that )?" + Cannot + @" (?:\w+ ){0,2}" + Serving + @"|\b(?:sorry|afraid|apologi[sz]e|apologies|unfortunately),? (?:but )?i " + Cannot + @" (?:do (?:that|this)|help(?: with)?|answer|comply)\b|\b(?:sorry|afraid|apologies)\b.{0,30}\b(?:something|anything) (?:that )?i (?:can(?:not|'t)|am able to|can) (?:help|do|assist)|\b(?:apologies|sorry)\b.{0,30}\b(?:goes against|violates) my\b")]
    private static partial Regex SorryCannot();

    [GeneratedRegex(@"(?:^|[,.;:]|\b(?:and|so|but|therefore|however)) ?i(?:'m| am|,)? ?(?:just |simply |also |really |in good conscience )*" + Cannot + @" (?:in good conscience |ethically |directly |ever )?" + Serving + @"|\bi(?:'m| am) (?:unable|not able|not allowed|not permitted) to " + Serving + @"|^i cannot in good conscience\b|\bi(?:'m| am) not comfortable (?:with )?(?:writing|providing|creating|discussing|helping|answering|generating|sharing)\b")]
    private static partial Regex CannotDo();

    [GeneratedRegex(@"\bi (?:must|have to|will have to|need to|respectfully|would have to)?(?: respectfully| politely)? ?(?:decline|refuse)(?: to (?:help|assist|provide|answer|write|create|generate|engage|participate|continue|discuss)| this| that| your request| the request|$|\.)|\bi refuse to (?:help|assist|write|answer|provide|create)|, so i (?:have to|must) decline\b")]
    private static partial Regex Decline();

    [GeneratedRegex(@"\b(?:not |in|un|il|would be )(?:be )?(?:appropriate|ethical|legal|right|possible|wrong) for me to\b|\b(?:it would be|it is|it's) (?:not |in|un|il)?\w* ?for me to (?:help|assist|provide|discuss|give|write|share|create|generate)\b|\b(?:goes|is|go|would go) against my (?:ethical )?(?:guidelines|programming|principles|polic\w+|rules|values)\b|\bviolates my\b|\bsomething i cannot do for you\b")]
    private static partial Regex NotForMe();
}
