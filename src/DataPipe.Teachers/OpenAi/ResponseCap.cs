using System.Net;

namespace DataPipe.Teachers.OpenAi;

/// <summary>Ends the reading of a response at a largest size, so that no endpoint can fill the memory.</summary>
internal sealed class ResponseCap(HttpMessageHandler inner, long maxBytes) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        response.Content = new CappedContent(response.Content, maxBytes);
        return response;
    }

    private sealed class CappedContent : HttpContent
    {
        private readonly HttpContent _content;
        private readonly long _maxBytes;

        public CappedContent(HttpContent content, long maxBytes)
        {
            _content = content;
            _maxBytes = maxBytes;
            foreach (var header in content.Headers)
                Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await using var source = new CappedStream(await _content.ReadAsStreamAsync(), _maxBytes);
            await source.CopyToAsync(stream);
        }

        protected override async Task<Stream> CreateContentReadStreamAsync() =>
            new CappedStream(await _content.ReadAsStreamAsync(), _maxBytes);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _content.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class CappedStream(Stream inner, long maxBytes) : Stream
    {
        private long _readBytes;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _readBytes;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Count(await inner.ReadAsync(buffer, cancellationToken));

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Count(await inner.ReadAsync(buffer.AsMemory(offset, count), cancellationToken));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }

        private int Count(int read)
        {
            _readBytes += read;
            return _readBytes > maxBytes ? throw new ResponseTooLargeException(maxBytes) : read;
        }
    }
}
