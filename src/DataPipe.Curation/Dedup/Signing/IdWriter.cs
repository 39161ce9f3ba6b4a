using System.Buffers.Binary;
using System.Text;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Dedup.Signing;

/// <summary>Writes ids into a file of words: the length in bytes, then the UTF-8, padded to whole words. An id is found again by the number of its first word.</summary>
internal sealed class IdWriter(EntryWriter<ulong> words)
{
    private byte[] _utf8 = new byte[256];
    private ulong[] _words = new ulong[33];

    /// <summary>Writes an id and gives its place.</summary>
    internal async ValueTask<long> WriteAsync(string id, CancellationToken cancellation)
    {
        if (_utf8.Length < id.Length * 3) _utf8 = new byte[id.Length * 3];
        return await WriteAsync(_utf8.AsMemory(0, Encoding.UTF8.GetBytes(id, _utf8)), cancellation);
    }

    /// <summary>Writes an id and gives its place.</summary>
    internal async ValueTask<long> WriteAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellation)
    {
        var place = words.Count;
        await words.WriteAsync(Pack(utf8.Span), cancellation);
        return place;
    }

    private ReadOnlyMemory<ulong> Pack(ReadOnlySpan<byte> utf8)
    {
        var count = 1 + (utf8.Length + 7) / 8;
        if (_words.Length < count) _words = new ulong[count];
        _words[0] = (ulong)utf8.Length;
        Span<byte> last = stackalloc byte[8];
        for (var i = 1; i < count; i++)
        {
            var left = utf8[(8 * (i - 1))..];
            if (left.Length >= 8)
            {
                _words[i] = BinaryPrimitives.ReadUInt64LittleEndian(left);
                continue;
            }

            last.Clear();
            left.CopyTo(last);
            _words[i] = BinaryPrimitives.ReadUInt64LittleEndian(last);
        }

        return _words.AsMemory(0, count);
    }
}
