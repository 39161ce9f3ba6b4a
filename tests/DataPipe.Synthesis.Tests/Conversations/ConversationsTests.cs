using System.Text.Json;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Synthesis.Conversations;
using DataPipe.Synthesis.Tests.Support;
using DataPipe.Testing;

namespace DataPipe.Synthesis.Tests.Conversations;

public sealed class ConversationsTests
{
    [Theory]
    [InlineData("<div class=\"x\"><p>Hello &amp; <strong>welcome</strong></p><ul><li>one</li><li>two</li></ul></div>", "Hello & **welcome**\n\n- one\n- two")]
    [InlineData("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b")]
    [InlineData("<pre><code>x = 1\ny &lt; 2</code></pre>", "```\nx = 1\ny < 2\n```")]
    [InlineData("<h2>Title</h2><p>Text with <code>code</code></p>", "## Title\n\nText with `code`")]
    [InlineData("2 / 3\nFine.", "Fine.")]
    [InlineData("```pythonCopy code\nx\n```", "```python\nx\n```")]
    [InlineData("A summary.Copy120 chars / 20 words", "A summary.")]
    [InlineData("if a < b and b > c: pass", "if a < b and b > c: pass")]
    public void Text_of_pages_becomes_what_was_typed(string page, string expected) => Assert.Equal(expected, ShareGptText.Clean(page));

    [Fact]
    public async Task Conversations_are_cleaned_in_order_and_every_drop_has_its_reason()
    {
        var run = await FromAsync(new ConversationsOptions { Files = [new("chats.json", Path.Combine(Repository.Root, "samples"))] });
        Assert.Equal(["chat-1", "chat-2", "chat-8"], run.Ids);
        foreach (var reason in (string[])["service-notice", "wrong-order", "duplicate-id", "duplicate-start", "broken", "too-short", "unknown-role"]) Assert.Equal(1, run.Dropped(reason));
        Assert.Equal(10, run.Tally.RecordsIn);
        Assert.Equal(run.Tally.RecordsIn, run.Tally.RecordsOut + run.Tally.Dropped.Sum(d => d.Records));
        Assert.Equal(["user", "assistant"], run.Records[1].Messages.Select(m => m.Role)); // The greeting and the last word of the user are gone.
        Assert.StartsWith("```python\n", run.Records[1].Messages[1].Content, StringComparison.Ordinal);
        Assert.Equal(2, run.Records[2].Messages.Count); // Cut at the answer that shows nothing.
        Assert.All(run.Records, r => Assert.Equal("en", r.Notes[0].Text));
    }

    [Fact]
    public async Task Trees_become_threads_of_the_best_answers()
    {
        var best = await FromAsync(new ConversationsOptions { Files = [new("message-trees.jsonl", Path.Combine(Repository.Root, "samples"))], Format = ConversationFormat.OpenAssistant });
        Assert.Equal(["tree-1/m4", "tree-2/m7"], best.Ids);
        Assert.Equal(4, best.Records[0].Messages.Count);
        Assert.Equal((1, 1), (best.Dropped("rejected-by-review"), best.Dropped("no-answer")));
        Assert.Null(best.Records[0].Provenance.Teacher);
        var german = await FromAsync(new ConversationsOptions { Files = [new("message-trees.jsonl", Path.Combine(Repository.Root, "samples"))], Format = ConversationFormat.OpenAssistant, MaxThreads = null, Languages = ["de"] });
        Assert.Equal(["tree-2/m7"], german.Ids);
        Assert.Equal(2, german.Dropped("other-language"));
    }

    [Theory]
    [InlineData("""{"message_tree_id":"t","prompt":{"text":"q","role":"prompter","replies":[{"text":"a","role":"assistant","replies":[{"text":"q2","role":"prompter","replies":[]}]}]}}""", "q|a")]
    [InlineData("""{"message_tree_id":"t","prompt":{"text":"q","role":"prompter","replies":[{"text":"b","role":"assistant","rank":1},{"text":"a","role":"assistant","rank":0}]}}""", "q|a;q|b")]
    [InlineData("""{"message_tree_id":"t","prompt":{"text":"q","role":"prompter","replies":[{"text":"a","role":"assistant","replies":[{"text":"q2","role":"prompter"},{"text":"q3","role":"prompter","replies":[{"text":"c","role":"assistant"}]}]}]}}""", "q|a;q|a|q3|c")]
    public void A_thread_ends_at_an_answer_and_is_given_once(string tree, string expected)
    {
        using var json = JsonDocument.Parse(tree);
        Assert.Equal(expected, string.Join(';', MessageTree.Threads(json.RootElement, null).Select(t => string.Join('|', t.Turns.Select(m => m.Content)))));
    }

    [Fact]
    public async Task Flat_files_of_messages_give_what_their_trees_give()
    {
        var trees = await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "samples", "message-trees.jsonl"));
        foreach (var all in new int?[] { null, 1 })
        {
            var options = new ConversationsOptions { Format = ConversationFormat.OpenAssistant, MaxThreads = all };
            var expected = await FromTextAsync(options, trees);
            var flat = await FromTextAsync(options, trees.SelectMany(Flatten));
            Assert.Equal(expected.Ids, flat.Ids);
            Assert.Equal(expected.Records.Select(r => string.Join('|', r.Messages)), flat.Records.Select(r => string.Join('|', r.Messages)));
            Assert.Equal(expected.Tally.Dropped.Select(d => (d.Reason, d.Records)), flat.Tally.Dropped.Select(d => (d.Reason, d.Records)));
            Assert.Empty(flat.Warnings);
            // Below its tree the order says which of equal ranks comes first, and no more.
            var backwards = await FromTextAsync(options, trees.SelectMany(t => Flatten(t).Reverse()));
            Assert.Equal(flat.Ids.Order(), backwards.Ids.Order());
        }
    }

    [Fact]
    public async Task What_has_no_place_in_a_flat_tree_is_told_and_the_rest_is_read()
    {
        var run = await FromTextAsync(new ConversationsOptions { Format = ConversationFormat.OpenAssistant },
        [
            Message("q", null, "t1", "prompter", "What is a tide mill for?"), Message("a", "q", "t1", "assistant", "It grinds corn."), Message("a", "q", "t1", "assistant", "Twice."), Message("x", "gone", "t1", "prompter", "Lost."),
            Message("c", "d", "t1", "prompter", "Round"), Message("d", "c", "t1", "assistant", "and round."),
            Message("q2", null, "t2", "prompter", "And a windmill, what is that for?"), Message("a2", "q2", "t2", "assistant", "The same."),
            Message("a3", "a", "t1", "prompter", "Apart."),
            """{"message_id":"y","text":"no tree"}""", """{"message_id":"","message_tree_id":"t3"}""", """{"text":"nothing"}""",
        ]);
        Assert.Equal(["t1/a", "t2/a2"], run.Ids);
        var told = run.Warnings.ToDictionary(w => w.Kind, w => w.Count);
        Assert.Equal((4L, 1L, 1L, 3L), (told["orphan-message"], told["duplicate-message"], told["tree-in-pieces"], told["malformed-line"]));
        Assert.Equal(4, told.Count);
    }

    private static string Message(string id, string? parent, string tree, string role, string text) => JsonSerializer.Serialize(new { message_id = id, parent_id = parent, message_tree_id = tree, role, text, lang = "en" });

    // The flat form, depth first, as Open-Assistant's program writes it.
    private static IEnumerable<string> Flatten(string tree)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(tree)!.AsObject();
        return Below(json["prompt"]!.AsObject(), null);

        IEnumerable<string> Below(System.Text.Json.Nodes.JsonObject message, string? parent)
        {
            var (id, replies) = (message["message_id"]!.GetValue<string>(), message["replies"]?.AsArray());
            message.Remove("replies");
            (message["parent_id"], message["message_tree_id"]) = (parent, json["message_tree_id"]!.GetValue<string>());
            yield return message.ToJsonString();
            foreach (var reply in replies ?? [])
                foreach (var line in Below(reply!.AsObject(), id))
                    yield return line;
        }
    }

    private static async Task<StageRun<Sample>> FromTextAsync(ConversationsOptions options, IEnumerable<string> lines)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            await File.WriteAllLinesAsync(Path.Combine(folder.FullName, "flat.jsonl"), lines);
            return await FromAsync(options with { Files = [new("flat.jsonl", folder.FullName)] });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(10, "a a a|b b b;c c|d d;e|f", true)]
    [InlineData(100, "a a a|b b b|c c|d d|e|f", true)]
    [InlineData(5, "a a a|b b b;c c|d d;e|f", false)]
    public void Long_conversations_are_split_between_pairs_and_the_last_is_kept(int maxTokens, string expected, bool firstFits)
    {
        ChatMessage[] turns = [new("user", "a a a"), new("assistant", "b b b"), new("user", "c c"), new("assistant", "d d"), new("user", "e"), new("assistant", "f")];
        var pieces = ConversationSplitter.Split(turns, maxTokens, maxTokens == 5 ? 0 : 2, new SpaceTokenCounter());
        Assert.Equal(expected, string.Join(';', pieces.Select(p => string.Join('|', p.Turns.Select(t => t.Content)))));
        Assert.Equal(firstFits, pieces[0].Fits);
        Assert.All(pieces.Skip(1), p => Assert.True(p.Fits));
    }

    [Theory]
    [InlineData("""[1, "x", {"conversations": "no"}, {"id": "a", "conversations": [{"from": "human", "value": "What is a tide mill for?"}, {"from": "gpt", "value": "It grinds corn."}]}, {"id": """, "a.json", 1, 4)]
    [InlineData("{\"id\": 1}\nnot json\n{\"id\":\"a\",\"conversations\":[{\"from\":\"human\",\"value\":\"What is a tide mill for?\"},{\"from\":\"gpt\",\"value\":\"It grinds corn.\"}]}", "a.jsonl", 1, 2)]
    public async Task Broken_files_cost_what_is_broken(string content, string name, int kept, int warnings)
    {
        var folder = Directory.CreateTempSubdirectory("datapipe-conversations-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, name), content);
            var run = await FromAsync(new ConversationsOptions { Files = [new(name, folder.FullName)] });
            Assert.Equal((kept, warnings), (run.Records.Count, (int)run.Warnings.Single(w => w.Kind == "malformed-line").Count));
            File.WriteAllText(Path.Combine(folder.FullName, name), "");
            Assert.Equal("DP2011", (await Assert.ThrowsAsync<FaultException>(() => FromAsync(new ConversationsOptions { Files = [new(name, folder.FullName)] }))).Faults[0].Code);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<StageRun<Sample>> FromAsync(ConversationsOptions options) =>
        StageRunner.RunAsync<Sample>(Stages.Create("conversations", options, Stages.Setup(), new TeacherShelf()), [], StageRunnerOptions.Default);
}
