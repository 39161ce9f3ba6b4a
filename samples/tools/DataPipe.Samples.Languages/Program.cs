using System.Globalization;
using DataPipe.Samples.Languages;
using DataPipe.Text.Language;

// Usage: see README.md beside this file.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["collect", var unpacked, var corpus]:
        Directory.CreateDirectory(corpus);
        var collection = new Collection();
        foreach (var text in PackageFiles.Read(unpacked)) collection.Add(text);
        foreach (var (name, characters) in collection.Write(corpus)) Console.WriteLine($"{name,-16}{characters,12:n0} characters");
        return 0;
    case ["train", var corpus, var model]:
        using (var file = File.Create(model))
            ScriptModels.Write(file, [.. Labels.SharedScripts.Select(script => Train(corpus, script, null))]);
        Console.WriteLine($"{model}: {new FileInfo(model).Length:n0} bytes");
        return 0;
    case ["try", var corpus, var heldOut, .. var scripts]:
        foreach (var script in scripts) Train(corpus, Enum.Parse<Script>(script), heldOut);
        return 0;
    case ["tell", var model, var text]:
        using (var file = File.OpenRead(model))
            foreach (var known in ScriptModels.Read(file))
                if (known is not null && Measure.Tell(known, text) is { Length: > 0 } told) Console.WriteLine($"{known.Script}: {told}");
        return 0;
    default:
        Console.Error.WriteLine("collect UNPACKED CORPUS | train CORPUS MODEL | try CORPUS HELD-OUT-PACKAGE SCRIPT... | tell MODEL TEXT");
        return 2;
}

static (ScriptModel Model, uint[] Keys, sbyte[] Rows) Train(string folder, Script script, string? heldOut)
{
    const int Passes = 2;
    const float Unit = 0.06f;
    const int Threshold = 1;
    var (words, sequences) = script switch
    {
        Script.Latin => (85_000, 95_000),
        Script.Cyrillic => (20_000, 20_000),
        Script.Arabic => (10_000, 10_000),
        _ => (3_000, 3_000),
    };
    var corpus = Corpus.Read(folder, script, heldOut);
    var trainer = new Trainer(corpus, script, new FeatureChoice(corpus, script).Best(words, sequences));
    for (var pass = 0; pass < Passes; pass++)
    {
        var loss = trainer.Pass(pass);
        Console.WriteLine($"{script}: {corpus.Languages.Length - 1} languages, {corpus.Training.Count} examples, pass {pass + 1}: loss {loss:f4}");
    }
    var rounded = trainer.Rounded(Unit, Threshold);
    if (corpus.Held.Count == 0) return rounded;
    var (right, mistakes) = Measure.Of(rounded.Model, corpus.Held);
    Console.WriteLine($"{heldOut}: macro accuracy {right.Where(r => !double.IsNaN(r)).Average():f4}; {mistakes}");
    Console.WriteLine($"mean confidence by factor: {Measure.Confidences(rounded.Model, corpus.Held, 1, 1.5, 2, 2.5, 3)}");
    Console.WriteLine(string.Join(" ", right.Select((r, l) => (r, l)).Where(p => !double.IsNaN(p.r)).OrderBy(p => p.r).Take(20).Select(p => $"{corpus.Languages[p.l]}:{p.r:f2}")));
    return rounded;
}
