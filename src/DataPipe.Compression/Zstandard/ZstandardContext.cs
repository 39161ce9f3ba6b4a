using System.Runtime.InteropServices;

namespace DataPipe.Compression.Zstandard;

/// <summary>A compression or decompression context of libzstd, freed with its handle.</summary>
internal sealed unsafe class ZstandardContext : SafeHandle
{
    private readonly delegate* unmanaged[Cdecl]<nint, nuint> _free;

    public ZstandardContext(delegate* unmanaged[Cdecl]<nint> create, delegate* unmanaged[Cdecl]<nint, nuint> free)
        : base(0, ownsHandle: true)
    {
        _free = free;
        SetHandle(create());
        if (IsInvalid)
            throw new InsufficientMemoryException("libzstd could not allocate a context.");
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        _free(handle);
        return true;
    }
}
