using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DataPipe.Core.Datasets;
using DataPipe.Core.Stages;

namespace DataPipe.Curation.Dedup;

/// <summary>Intermediate files of entries of a fixed size: a header (magic, size of an entry in bytes, number of entries), then the entries, all little-endian. The context verifies their checksums.</summary>
internal static class EntryFile
{
    internal const int HeaderBytes = 24;
    private const int BufferBytes = 1 << 18;

    // "DPENTRY1" as bytes.
    internal const ulong Magic = 0x31595254_4E455044;

    /// <summary>Writes entries as one intermediate file; none gives no file.</summary>
    internal static async ValueTask WriteAsync<T>(ITaskContext context, string name, ReadOnlyMemory<T> entries, CancellationToken cancellation) where T : unmanaged
    {
        if (entries.IsEmpty) return;
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("intermediate files are written on little-endian machines only");
        var perBuffer = BufferBytes / Unsafe.SizeOf<T>();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var file = await context.CreateWorkFileAsync(cancellation);
            BinaryPrimitives.WriteUInt64LittleEndian(buffer, Magic);
            BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(8), Unsafe.SizeOf<T>());
            BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(16), entries.Length);
            await file.Stream.WriteAsync(buffer.AsMemory(0, HeaderBytes), cancellation);
            for (var at = 0; at < entries.Length; at += perBuffer)
            {
                var bytes = CopyOut(entries.Span.Slice(at, Math.Min(perBuffer, entries.Length - at)), buffer);
                await file.Stream.WriteAsync(buffer.AsMemory(0, bytes), cancellation);
            }

            await context.CommitWorkAsync(file, name, cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Opens an intermediate file.</summary>
    /// <exception cref="InvalidDataException">It holds other entries.</exception>
    internal static async ValueTask<EntryReader<T>> OpenAsync<T>(ITaskContext context, Shard work, CancellationToken cancellation) where T : unmanaged
    {
        var stream = await context.OpenWorkAsync(work, cancellation);
        var header = new byte[HeaderBytes];
        await stream.ReadExactlyAsync(header, cancellation);
        var count = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(16));
        if (BinaryPrimitives.ReadUInt64LittleEndian(header) == Magic && BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(8)) == Unsafe.SizeOf<T>() && count >= 0)
            return new EntryReader<T>(stream, count);
        await stream.DisposeAsync();
        throw new InvalidDataException($"{work.Name} does not hold entries of {Unsafe.SizeOf<T>()} bytes");
    }

    private static int CopyOut<T>(ReadOnlySpan<T> entries, byte[] buffer) where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(entries);
        bytes.CopyTo(buffer);
        return bytes.Length;
    }
}
