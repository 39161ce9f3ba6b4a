namespace DataPipe.Text.Phrases;

/// <summary>The trie of some phrases, and the automaton that is made of it.</summary>
internal sealed class PhraseTrie
{
    private readonly int _classes;
    private readonly List<int> _children = []; // by state and class; 0 for none
    private readonly List<int> _phrases = []; // by state; -1 for none

    internal PhraseTrie(byte[][] phrases, byte[] classOf, int classes)
    {
        _classes = classes;
        AddState();
        for (var i = 0; i < phrases.Length; i++)
        {
            var state = 0;
            foreach (var b in phrases[i])
            {
                var at = state * _classes + classOf[b];
                if (_children[at] == 0) _children[at] = AddState();
                state = _children[at];
            }

            _phrases[state] = i;
        }
    }

    /// <summary>Transitions for every class of every state, by rows; states with phrases come last.</summary>
    internal (int[] Next, int[] Phrase, int[] Shorter, int FirstAccepting) ToAutomaton()
    {
        var states = _phrases.Count;
        if ((long)states * _classes > Array.MaxLength) throw new ArgumentException("the phrases are too many for one search");
        var (fail, shorter, next) = (new int[states], new int[states], _children.ToArray());
        var queue = new Queue<int>();
        queue.Enqueue(0);
        shorter[0] = -1;
        while (queue.TryDequeue(out var state))
            for (var c = 0; c < _classes; c++)
            {
                var at = state * _classes + c;
                var back = state == 0 ? 0 : next[fail[state] * _classes + c];
                if (_children[at] == 0)
                {
                    next[at] = back;
                    continue;
                }

                var child = _children[at];
                fail[child] = back;
                shorter[child] = _phrases[back] >= 0 ? back : shorter[back];
                queue.Enqueue(child);
            }

        return Renumber(next, shorter);
    }

    // A state accepts when a phrase ends there, or a shorter one does; the phrase that is told first is the longest.
    private (int[] Next, int[] Phrase, int[] Shorter, int FirstAccepting) Renumber(int[] next, int[] shorter)
    {
        var states = _phrases.Count;
        var number = new int[states];
        var count = 0;
        for (var s = 0; s < states; s++)
            if (_phrases[s] < 0 && shorter[s] < 0)
                number[s] = count++;
        var firstAccepting = count;
        for (var s = 0; s < states; s++)
            if (_phrases[s] >= 0 || shorter[s] >= 0)
                number[s] = count++;
        var (rows, phrase, link) = (new int[next.Length], new int[states], new int[states]);
        for (var s = 0; s < states; s++)
        {
            // A state without a phrase of its own stands for the shorter one.
            var own = _phrases[s] >= 0 ? s : shorter[s];
            phrase[number[s]] = own < 0 ? -1 : _phrases[own];
            link[number[s]] = own < 0 || shorter[own] < 0 ? -1 : number[shorter[own]];
            for (var c = 0; c < _classes; c++) rows[number[s] * _classes + c] = number[next[s * _classes + c]] * _classes;
        }

        return (rows, phrase, link, firstAccepting * _classes);
    }

    private int AddState()
    {
        for (var c = 0; c < _classes; c++) _children.Add(0);
        _phrases.Add(-1);
        return _phrases.Count - 1;
    }
}
