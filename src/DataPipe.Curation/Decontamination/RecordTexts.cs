using System.Text;
using DataPipe.Core.Records;

namespace DataPipe.Curation.Decontamination;

/// <summary>The texts of one record at a time, whatever its type. Reusable memory of one task.</summary>
internal sealed class RecordTexts
{
    private readonly List<TextPart> _parts = [];
    private byte[] _buffer = [];
    private int _filled;

    /// <summary>The texts; valid until the next record.</summary>
    public IReadOnlyList<TextPart> Parts => _parts;

    /// <summary>How records of a type are taken.</summary>
    public static Action<RecordTexts, T> Taker<T>() where T : class, IRecord<T> => T.Type switch
    {
        RecordType.Document => (Action<RecordTexts, T>)(object)new Action<RecordTexts, Document>(Take),
        RecordType.Sample => (Action<RecordTexts, T>)(object)new Action<RecordTexts, Sample>(Take),
        _ => (Action<RecordTexts, T>)(object)new Action<RecordTexts, Preference>(Take),
    };

    private static void Take(RecordTexts texts, Document document)
    {
        texts._parts.Clear();
        texts._parts.Add(new TextPart("text", -1, document.Text.Memory));
    }

    private static void Take(RecordTexts texts, Sample sample)
    {
        texts.Begin(sample.SizeBytes);
        texts.Add("messages", sample.Messages);
    }

    private static void Take(RecordTexts texts, Preference preference)
    {
        texts.Begin(preference.SizeBytes);
        texts.Add("prompt", preference.Prompt);
        texts.Add("chosen", preference.Chosen);
        texts.Add("rejected", preference.Rejected);
    }

    private void Begin(long bytes)
    {
        _parts.Clear();
        _filled = 0;
        if (_buffer.Length < bytes) _buffer = new byte[checked((int)Math.Max(bytes, 2L * _buffer.Length))];
    }

    private void Add(string field, IReadOnlyList<ChatMessage> messages)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(messages[i].Content, _buffer.AsSpan(_filled));
            _parts.Add(new TextPart(field, i, _buffer.AsMemory(_filled, bytes)));
            _filled += bytes;
        }
    }
}
