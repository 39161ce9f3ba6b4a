namespace DataPipe.Cli.Tests;

/// <summary><c>datapipe train-classifier</c>: the same texts give the same model, and what is wrong is told by its code.</summary>
public sealed class TrainClassifierTests
{
    [Fact]
    public async Task The_same_texts_give_the_same_model_and_it_is_right_on_what_it_did_not_see()
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        string[] arguments = ["train-classifier", "--texts", "good=good.txt", "--texts", "bad=bad.jsonl", "--rate", "1", "--epochs", "20", "--dimensions", "4", "--buckets", "500", "--held-out", "0.2", "--json", "--out"];
        var first = await Tool.RunInAsync(folder.Path, [.. arguments, "models/first.bin"]);
        Assert.True(first.ExitCode == 0, first.Error);
        Assert.Equal(0, (await Tool.RunInAsync(folder.Path, [.. arguments, "second.bin"])).ExitCode);
        Assert.Equal(File.ReadAllBytes(folder.Of("models", "first.bin")), File.ReadAllBytes(folder.Of("second.bin")));
        var told = System.Text.Json.JsonDocument.Parse(first.Output).RootElement;
        Assert.True(told.GetProperty("held_out").GetInt32() > 5);
        Assert.Equal(told.GetProperty("held_out").GetInt32(), told.GetProperty("held_out_right").GetInt32());
    }

    [Theory]
    [InlineData("DP1244", "--texts", "good.txt")]
    [InlineData("DP1244", "--texts", "good=good.txt", "--texts", "bad=bad.jsonl", "--held-out", "1")]
    [InlineData("DP1244", "--texts", "good=good.txt", "--texts", "bad=bad.jsonl", "--rate", "0")]
    [InlineData("DP1243", "--texts", "good=good.txt")]
    [InlineData("DP1242", "--texts", "good=good.txt", "--texts", "bad=bad.jsonl", "--field", "body")]
    [InlineData("DP1242", "--texts", "good=good.txt", "--texts", "bad=broken.jsonl")]
    [InlineData("DP0003", "--texts", "good=good.txt", "--texts", "bad=nowhere")]
    public async Task What_is_wrong_is_told_and_nothing_is_written(string code, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        var outcome = await Tool.RunInAsync(folder.Path, ["train-classifier", "--out", "model.bin", .. arguments]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(code, outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Of("model.bin")));
    }

    private static void Write(TemporaryFolder folder)
    {
        File.WriteAllLines(folder.Of("good.txt"), Enumerable.Range(0, 40).Select(i => $"the river rose in the night of day {i} and people went to look at it"));
        File.WriteAllLines(folder.Of("bad.jsonl"), Enumerable.Range(0, 40).Select(i => $$"""{"id": "{{i}}", "text": "buy {{i}} cheap pills online, best price, click here"}"""));
        File.WriteAllText(folder.Of("broken.jsonl"), "{\"text\": \"a\"}\nno json\n");
    }
}
