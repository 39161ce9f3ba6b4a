namespace DataPipe.Parquet.Compression;

/// <summary>Zstandard was to be written on a machine without libzstd.</summary>
public sealed class ZstandardUnavailableException : Exception
{
    /// <summary>Says how to install the library and what works without it.</summary>
    public ZstandardUnavailableException()
        : base("The Zstandard library (libzstd), which writing needs, is missing. Install it: Debian and Ubuntu 'apt install libzstd1', "
            + "Fedora and Red Hat 'dnf install libzstd', Alpine 'apk add zstd-libs', macOS 'brew install zstd', "
            + "Windows: put libzstd.dll on the PATH. The codecs 'gzip' and 'snappy' work without it.")
    {
    }
}
