namespace DataPipe.Teachers.Simulated;

/// <summary>Plausible log-probabilities for tokens that were not drawn from any distribution.</summary>
internal static class TokenOdds
{
    private static readonly string[][] Opposites =
    [
        ["A", "B", "C"], ["Yes", "No"], ["yes", "no"], ["m", "M"], ["True", "False"], ["true", "false"],
        ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"],
    ];

    private static readonly string[] Fillers =
    [
        "the", "a", "and", "of", "to", "in", "is", "that", "it", "for", "with", "as", "on", "this", "be", "by", "are", "or", "from", "which", ",", ".",
    ];

    /// <summary>One entry a token. The token given is the likeliest unless temperature let a less likely one win.</summary>
    public static List<TokenLogprob> Of(IReadOnlyList<string> tokens, int top, double temperature, ulong seed)
    {
        var logprobs = new List<TokenLogprob>(tokens.Count);
        for (var i = 0; i < tokens.Count; i++)
            logprobs.Add(Of(tokens[i], top, temperature, new Chance(Chance.Mix(seed, (ulong)i))));
        return logprobs;
    }

    private static TokenLogprob Of(string token, int top, double temperature, Chance chance)
    {
        var doubt = chance.Fraction();
        var likeliest = 0.98 - (0.5 * doubt * doubt);
        var won = temperature == 0 || !chance.Hits(0.08 * Math.Min(temperature, 1));
        var left = 1 - likeliest;
        // Each next alternative takes 60 % of what is left, so that all of them together stay below 1.
        var second = left * 0.6;
        var own = Math.Log(won ? likeliest : second);
        if (top == 0)
            return new TokenLogprob(token, own, []);

        var alternatives = new List<TokenAlternative>(top);
        var others = OthersOf(token, chance.Below(Fillers.Length));
        var next = 0;
        for (var rank = 0; rank < top; rank++)
        {
            var isOwn = rank == (won ? 0 : 1);
            var probability = rank == 0 ? likeliest : left * 0.6;
            if (rank > 0)
                left -= probability;
            alternatives.Add(new TokenAlternative(isOwn ? token : others[next++], Math.Log(probability)));
        }

        return new TokenLogprob(token, own, alternatives);
    }

    private static List<string> OthersOf(string token, int start)
    {
        var others = new List<string>();
        var blank = token.StartsWith(' ') ? " " : "";
        var bare = token.TrimStart(' ');
        foreach (var set in Opposites)
        {
            if (!set.Contains(bare))
                continue;
            foreach (var word in set)
            {
                if (word != bare)
                    others.Add(blank + word);
            }
        }

        for (var i = 0; i < Fillers.Length; i++)
        {
            var filler = Fillers[(start + i) % Fillers.Length];
            if (filler != bare)
                others.Add(blank + filler);
        }

        return others;
    }
}
