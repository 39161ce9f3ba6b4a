using System.Text;
using DataPipe.Text.Hashing;

namespace DataPipe.Text.Tests.Rouge;

/// <summary>Instructions as teachers write them, made up by a seed: frames of common words around topics of a large vocabulary in Zipf's proportions, and among them near-duplicates of earlier ones with ROUGE-L around 0.7.</summary>
internal sealed class MadeInstructions(ulong seed)
{
    private static readonly string[] Frames =
    [
        "Write a {0} about the {1} of {2}.", "Explain why {1} is important for {2} in {3}.", "Given a list of {1}, find the one that {0} best.", "Suggest some ways to improve the {1} of a {0} {2}.",
        "Translate the following sentence about {1} into {2}.", "What are the main differences between {1} and {2}?", "Classify the following {1} as {0} or {2}.", "Describe a time when you had to {0} a {1} without {2}.",
        "Summarize the given article on {1} in {0} sentences, and name its {2}.", "You are a {1}. Convince a {2} to {0} the {3} that you have made.", "Rewrite this paragraph so that a {1} understands how {2} and {3} work together.",
        "How many {1} does it take to {0} a {2}?", "Come up with a catchy slogan for a {1} that sells {2}.", "Is it true that {1} {0} {2}? Give reasons for your answer.", "Plan a {0} day trip to {1} for a family that likes {2} and {3}.",
        "Generate a {0} poem which mentions {1}, {2} and {3}.", "Fix the grammar of the sentence: the {1} have {0} {2}.", "Tell me the {1} of {2} if its {3} is known.", "Create a table with {1}, {2} and {3} for each {0}.",
        "In this task you are given a {1} and a {2}; decide whether the {1} {0} the {2}, and answer with yes or no.",
    ];

    private static readonly string[] Syllables = "ba be co da di fo ga he in jo ka le lo ma mi na no or pa pe qui ra re sa so ta te ti un va ve wo xi ya ze".Split(' ');
    private readonly List<string> _made = [];

    /// <summary>The next instruction.</summary>
    public string Next()
    {
        var number = (ulong)_made.Count;
        var text = _made.Count > 50 && Chance(number, 1) % 5 == 0 ? Near(_made[(int)(Chance(number, 2) % number)], number) : Fresh(number);
        _made.Add(text);
        return text;
    }

    // One or two frames, so that lengths are from four to some fifty words.
    private string Fresh(ulong number)
    {
        var text = Frame(number, 3);
        return Chance(number, 4) % 4 == 0 ? text + " " + Frame(number, 100) : text;
    }

    private string Frame(ulong number, ulong salt) => string.Format(
        System.Globalization.CultureInfo.InvariantCulture, Frames[Chance(number, salt) % (ulong)Frames.Length], Topic(number, salt + 1), Topic(number, salt + 2), Topic(number, salt + 3), Topic(number, salt + 4));

    // Exchanges about three tenths of the words: on both sides of the threshold, and now and then exactly on it.
    private string Near(string text, ulong number)
    {
        var words = text.Split(' ');
        var change = Math.Max(1, (int)Math.Round(words.Length * (0.2 + 0.2 * Chance(number, 5) / ulong.MaxValue)));
        for (var i = 0; i < change; i++) words[(int)(Chance(number, 20 + (ulong)i) % (ulong)words.Length)] = Word(number, 60 + (ulong)i);
        return string.Join(' ', words);
    }

    // A word, or two or three of them: topics are as various as what people ask about.
    private string Topic(ulong number, ulong salt)
    {
        var topic = Word(number, salt);
        for (ulong more = 0; more < Chance(number, salt + 200) % 3; more++) topic += " " + Word(number, salt + 300 + 50 * more);
        return topic;
    }

    // Rank by Zipf's law over some 20,000 words: the logarithm of the rank is uniform.
    private string Word(ulong number, ulong salt)
    {
        var rank = (ulong)Math.Exp(Math.Log(20_000) * Chance(number, salt) / ulong.MaxValue);
        var word = new StringBuilder();
        for (var left = rank * 7919 + 3; left > 0; left /= (ulong)Syllables.Length) word.Append(Syllables[left % (ulong)Syllables.Length]);
        return word.ToString();
    }

    private ulong Chance(ulong number, ulong salt) => Mix64.Combine(Mix64.Combine(seed, number), salt);
}
