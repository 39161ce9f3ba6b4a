using System.ClientModel;
using System.Text;

namespace DataPipe.Teachers.Batches;

/// <summary>A file as the form that an upload is, read from disk as it is sent.</summary>
internal sealed class UploadForm(string file, string name) : BinaryContent
{
    // The rows are JSON in one line each, so that no line of theirs is the boundary.
    private const string Boundary = "datapipe-batch-boundary";

    public static string ContentType => $"multipart/form-data; boundary={Boundary}";

    private byte[] Head { get; } = Encoding.ASCII.GetBytes(
        $"--{Boundary}\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n"
        + $"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/jsonl\r\n\r\n");

    private static byte[] Tail { get; } = Encoding.ASCII.GetBytes($"\r\n--{Boundary}--\r\n");

    public override bool TryComputeLength(out long length)
    {
        length = Head.Length + new FileInfo(file).Length + Tail.Length;
        return true;
    }

    public override void WriteTo(Stream stream, CancellationToken cancellationToken = default)
    {
        stream.Write(Head);
        using (var source = File.OpenRead(file))
            source.CopyTo(stream);
        stream.Write(Tail);
    }

    public override async Task WriteToAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        await stream.WriteAsync(Head, cancellationToken).ConfigureAwait(false);
        var source = File.OpenRead(file);
        await using (source.ConfigureAwait(false))
            await source.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync(Tail, cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose()
    {
    }
}
