using System.Text.Json;
using DataPipe.Teachers.Ledger;

namespace DataPipe.Teachers.Batches;

/// <summary>
/// Remembers in a file of JSON lines how far each part is. A step that could be done twice is written down, durably, before it is taken, so that
/// after a crash it is looked for at the provider instead of being done again. One process at a time.
/// </summary>
internal sealed class BatchJournal : IDisposable
{
    private readonly FileStream _stream;
    private readonly Dictionary<int, PartState> _states = [];
    private string _folder;

    /// <summary>Opens the journal of a folder. Throws <see cref="IOException"/> when another process has it.</summary>
    /// <param name="folder">The folder, which exists.</param>
    /// <param name="started">When the asking began, if it begins now.</param>
    public BatchJournal(string folder, DateTimeOffset started)
    {
        _folder = folder;
        var path = Path.Combine(folder, "batches.jsonl");
        _stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var text = new StreamReader(_stream).ReadToEnd();
        // A line that a crash cut off was not yet acted upon.
        var whole = text.LastIndexOf('\n') + 1;
        foreach (var line in text[..whole].Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Read(line);
        _stream.SetLength(System.Text.Encoding.UTF8.GetByteCount(text.AsSpan(0, whole)));
        _stream.Seek(0, SeekOrigin.End);
        if (Started is not null)
            return;
        Started = started;
        Append(JsonSerializer.SerializeToUtf8Bytes(new { started }));
        DurableFile.SynchroniseFolder(folder);
    }

    /// <summary>When the asking began, in whichever process.</summary>
    public DateTimeOffset? Started { get; private set; }

    /// <summary>Whether nothing of it was ever sent.</summary>
    public bool IsUntouched => _states.Count == 0;

    /// <summary>Whether the results of all parts are here.</summary>
    public bool IsOver => _states.Count == Directory.GetFiles(_folder, "part-?????.jsonl").Length && _states.Values.All(state => state.Step == BatchStep.Collected);

    /// <summary>What is known of a part; a part that was never noted is prepared. Throws <see cref="TeacherConfigurationException"/> when the folder is of other prompts.</summary>
    public PartState StateOf(BatchPart part)
    {
        if (!_states.TryGetValue(part.Number, out var state))
            return new PartState(part.Number, part.Checksum, BatchStep.Prepared);
        if (state.Checksum == part.Checksum)
            return state;
        throw new TeacherConfigurationException(
            "batch folder", $"'{_folder}' holds a batch of other prompts, or of another model.", "Name another folder, or ask the same prompts again to collect what was paid for.");
    }

    /// <summary>The folder has another name from now on.</summary>
    public void Follow(string folder) => _folder = folder;

    /// <summary>Writes a state down and waits until it is durable.</summary>
    public PartState Note(PartState state)
    {
        Append(JsonSerializer.SerializeToUtf8Bytes(state));
        _states[state.Part] = state;
        return state;
    }

    /// <summary>Lets another process open it.</summary>
    public void Dispose() => _stream.Dispose();

    private void Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        if (document.RootElement.TryGetProperty("started", out var started))
        {
            Started = started.GetDateTimeOffset();
            return;
        }

        var state = document.RootElement.Deserialize<PartState>()!;
        _states[state.Part] = state;
    }

    private void Append(byte[] line)
    {
        _stream.Write([.. line, (byte)'\n']);
        _stream.Flush();
        DurableFile.Synchronise(_stream.SafeFileHandle, _folder);
    }
}
