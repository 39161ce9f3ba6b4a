using System.IO.Compression;
using System.Text;
using DataPipe.Core.Catalogues;

namespace DataPipe.Curation.Tests.Sources;

/// <summary>A folder of input files that lasts as long as a test.</summary>
internal sealed class Folder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("datapipe-sources-");

    internal string PathOf(string name) => Path.Combine(_folder.FullName, name);

    internal FilePattern Pattern(string pattern) => new(pattern, _folder.FullName);

    internal void Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    internal void Write(string name, byte[] bytes) => File.WriteAllBytes(PathOf(name), bytes);

    internal static byte[] Gzip(string text)
    {
        var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return output.ToArray();
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
