using DataPipe.Curation.LanguageModels.Training;
using DataPipe.Curation.Signals;
using DataPipe.Curation.WordFrequencies;

namespace DataPipe.Curation.Benchmarks;

/// <summary>Trains language models on prose, counts words and hashed n-grams; all on one core.</summary>
internal static class SignalStageBenchmark
{
    internal static async Task RunAsync(int megabytes)
    {
        var documents = ProseDocuments.Make((long)megabytes << 20);
        await StageClock.RateAsync("ngram-model, order 3", NgramModelStage.Name, new NgramModelOptions { Order = 3 }, documents);
        await StageClock.RateAsync("ngram-model, order 5", NgramModelStage.Name, new NgramModelOptions(), documents);
        await StageClock.RateAsync("ngram-model, order 5, 32 MB of memory", NgramModelStage.Name, new NgramModelOptions { Memory = 32 << 20 }, documents);
        await StageClock.RateAsync("word-frequencies", WordFrequencyStage.Name, new WordFrequencyOptions(), documents);
        await StageClock.RateAsync("hashed-ngrams", HashedNgramStage.Name, new HashedNgramOptions(), documents);
    }
}
