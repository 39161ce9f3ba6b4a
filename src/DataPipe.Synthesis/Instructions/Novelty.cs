using DataPipe.Text.Rouge;

namespace DataPipe.Synthesis.Instructions;

/// <summary>How near an instruction comes to the pool by ROUGE-L. Texts in scripts without blanks are compared by their characters, where the published tokens see nothing of them.</summary>
internal sealed class Novelty
{
    private readonly NoveltyPool _pool = new(new RougeTokenizer(new RougeVocabulary(), characterTokens: true));
    private readonly List<string> _ids = [];

    public Novelty()
    {
    }

    public Novelty(InstructionPool pool)
    {
        foreach (var entry in pool.Human) Add(entry.Id, entry.Text);
        foreach (var entry in pool.Machine) Add(entry.Id, entry.Text);
    }

    public void Add(string id, string text)
    {
        _pool.Add(text);
        _ids.Add(id);
    }

    /// <summary>The largest ROUGE-L F and whose it is; 0 and null when the pool shares nothing with the text.</summary>
    public (double RougeL, string? Id) Nearest(string text) => _pool.Nearest(text, 1) is [var nearest, ..] ? (nearest.F, _ids[nearest.Index]) : (0, null);
}
