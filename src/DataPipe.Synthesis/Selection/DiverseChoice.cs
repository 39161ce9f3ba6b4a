using DataPipe.Text.Vectors;

namespace DataPipe.Synthesis.Selection;

/// <summary>Chooses among candidates: by k-centre greedy over vectors, else the best first, within the quotas of topics. Deterministic: equals are decided by score, then chance of the id.</summary>
/// <param name="options">Options of the stage.</param>
internal sealed class DiverseChoice(SelectOptions options)
{
    /// <summary>Marks those that are not chosen.</summary>
    public void Mark(IReadOnlyList<Candidate> candidates)
    {
        var open = candidates.Where(c => c.Fate is null).Order().ToList();
        var wanted = options.Count ?? int.MaxValue;
        Dictionary<string, int> topics = new(StringComparer.Ordinal);
        if (options.Vectors is null) TakeBest(open, wanted, topics);
        else TakeFarthest(open, wanted, topics);
    }

    private void TakeBest(List<Candidate> open, int wanted, Dictionary<string, int> topics)
    {
        var chosen = 0;
        foreach (var candidate in open)
        {
            if (chosen >= wanted) candidate.Fate = SelectStage.NotChosen;
            else if (!Admit(candidate, topics)) candidate.Fate = SelectStage.TopicFull;
            else chosen++;
        }
    }

    // The first is the best; then always the one whose nearest chosen one is farthest. Those without a vector come last, the best first.
    private void TakeFarthest(List<Candidate> open, int wanted, Dictionary<string, int> topics)
    {
        var rest = open.Where(c => c.Vector is not null).ToList();
        var nearest = new float[rest.Count]; // the largest cosine to a chosen one
        Array.Fill(nearest, float.NegativeInfinity);
        var chosen = 0;
        while (rest.Count > 0 && chosen < wanted)
        {
            var at = 0;
            for (var i = 1; i < rest.Count; i++)
                if (nearest[i] < nearest[at]) at = i; // the list is in order, so that the first of equals is the better
            var candidate = rest[at];
            var cosine = nearest[at];
            rest.RemoveAt(at);
            Array.Copy(nearest, at + 1, nearest, at, rest.Count - at);
            if (options.MaxCosine is { } most && cosine > most)
            {
                candidate.Fate = SelectStage.NearVector;
                continue;
            }

            if (!Admit(candidate, topics))
            {
                candidate.Fate = SelectStage.TopicFull;
                continue;
            }

            chosen++;
            for (var i = 0; i < rest.Count; i++) nearest[i] = Math.Max(nearest[i], UnitVector.Dot(candidate.Vector, rest[i].Vector));
        }

        foreach (var candidate in rest) candidate.Fate = SelectStage.NotChosen;
        TakeBest([.. open.Where(c => c.Vector is null)], wanted - chosen, topics);
    }

    private bool Admit(Candidate candidate, Dictionary<string, int> topics)
    {
        if (options.MaxPerTopic is not { } most || candidate.Topic is not { } topic) return true;
        var there = topics.GetValueOrDefault(topic);
        if (there >= most) return false;
        topics[topic] = there + 1;
        return true;
    }
}
