using System.Text.RegularExpressions;

namespace DataPipe.Synthesis.Scrubbing;

/// <summary>What assistants say of themselves in Chinese; over text in lower case.</summary>
internal static partial class ChinesePhrases
{
    internal const string Models = @"(?:chatgpt|gpt-?\d?|文心一言|通义千问|千问|讯飞星火|智谱清言|chatglm|豆包|kimi|deepseek|盘古|混元|小冰|小爱同学|天工|百川)";
    internal const string Makers = @"(?:open ?ai|百度|阿里(?:巴巴|云)?|智谱(?:ai)?|腾讯|字节跳动|科大讯飞|讯飞|月之暗面|华为|商汤|anthropic|谷歌|google|微软|meta|deepseek|深度求索|百川智能|零一万物|清华大学)";

    // A machine by its kind, unless it is somebody's field, trade or company.
    private const string Kind = @"(?:人工智能|智能助手|智能助理|ai\b|ai(?=[\u4e00-\u9fff，,。！]|$)|语言模型|大模型|聊天机器人|虚拟助手|虚拟助理|机器学习模型)(?!研究|工程师|专业|领域|从业|公司|行业|专家|爱好者|开发者|开发|产业|教育|时代|学院|学生|老师|教师|记者|的代表|方向|实验室)";

    /// <summary>Whether something may be said without the word I.</summary>
    [GeneratedRegex(@"抱歉|对不起|很遗憾|不好意思|本模型|您好|作为")]
    public static partial Regex Self();

    public static bool IsIdentity(string text) => IAm().IsMatch(text) || As().IsMatch(text) || MadeBy().IsMatch(text) || NoFeelings().IsMatch(text);

    public static bool IsCutoff(string text) => MyKnowledge().IsMatch(text) || NoAccess().IsMatch(text);

    public static bool IsRefusal(string text) => SorryCannot().IsMatch(text) || CannotDo().IsMatch(text);

    [GeneratedRegex(@"(?<!他说|她说|以为)我(?:只是|就是|其实是|是|叫|名叫|的名字是|的名字叫)(?:一个|一名|一款|一种|个|您的|你的)?[^，,。！？我]{0,12}?(?:" + Kind + @"|" + Models + @")|我的?名字(?:是|叫)" + Models)]
    private static partial Regex IAm();

    [GeneratedRegex(@"作为(?:一个|一名|一款|一种|一|您的|你的)?[^，,。！？]{0,8}?" + Kind + @"[^，,。！？]{0,8}[，,]?.{0,6}?(?:我|本模型)")]
    private static partial Regex As();

    [GeneratedRegex(@"我(?:是|被)?(?:由|被)?[^，,。！？我]{0,8}?" + Makers + @"[^，,。！？]{0,12}?(?:开发|训练|研发|创建|创造|打造|推出|设计|构建)")]
    private static partial Regex MadeBy();

    [GeneratedRegex(@"我(?:并?没有|不具备|不具有)(?:自己的|个人的?|真正的|真实的|任何|主观的?|人类的?)*(?:情感|情绪|意识|感情和|感受|个人经历|主观意识|自我意识|喜好|偏好|观点|身体)(?!了)")]
    private static partial Regex NoFeelings();

    [GeneratedRegex(@"(?:截至|截止到?|截止至|根据|基于|在)我(?:的)?(?:最后|上次|最近一次|最新|最近|所掌握)?(?:一次|的)?(?:知识|训练|更新|数据库)|我的(?:知识|训练数据|数据|信息|数据库|知识库|训练)(?:库)?(?:的)?(?:截止|截至|更新(?:到|至|于)|仅限|只到|停留|有限于|只包含|只覆盖)")]
    private static partial Regex MyKnowledge();

    [GeneratedRegex(@"我(?:目前|暂时)?(?:无法|不能|没有办法|没办法)(?:直接)?(?:获取|访问|提供|查询|浏览|得知|联网)[^，,。]{0,6}?(?:实时|最新|当前|互联网|网页)")]
    private static partial Regex NoAccess();

    private const string Serving = @"(?:提供|回答|协助|帮助您|帮助你|帮您做|帮你做|帮助完成|满足|完成(?:您|你|这|该|此)|生成|为您|为你|向您|向你|回应您|回复您|参与(?:这|此|任何|讨论|到)|支持任何|进行任何|讨论(?:这|此|该)|给出(?:具体|任何|医疗|法律)|编写(?:这|此|该)|执行(?:这|此|该|您|你))";

    [GeneratedRegex(@"(?:抱歉|对不起|很遗憾|不好意思)[^。！？]{0,20}?(?:无法|不能|没办法|没有办法|不便)(?:直接|继续)?(?:" + Serving + @"|帮助|完成|处理|讨论|给出|回应)")]
    private static partial Regex SorryCannot();

    [GeneratedRegex(@"(?:^|[，,。！；]|所以|因此)我(?:无法|不能|没办法|没有办法|不可以|不会)(?:直接|继续)?" + Serving + @"|(?:人工智能|ai|语言模型|助手)[^，,。]{0,6}[，,](?:我)?(?:无法|不能)(?:直接)?" + Serving)]
    private static partial Regex CannotDo();
}
