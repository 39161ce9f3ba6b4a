namespace DataPipe.Warc.Input;

/// <summary>
/// The bytes of an archive, in the units that can be read on their own: the members of a compressed file, or a plain file as one unit.
/// </summary>
internal interface IUnitSource
{
    /// <summary>Whether offsets are those of units; in a plain file each byte has its own.</summary>
    bool IsCompressed { get; }

    /// <summary>Offset in the file of the unit being read.</summary>
    long UnitOffset { get; }

    /// <summary>Offset in the file behind the unit read last; known once it has ended.</summary>
    long UnitEnd { get; }

    /// <summary>Whether the unit read last ended in damage.</summary>
    bool IsDamaged { get; }

    /// <summary>Bytes of the file consumed.</summary>
    long Position { get; }

    /// <summary>Bytes of the present unit at hand.</summary>
    ReadOnlySpan<byte> Available { get; }

    /// <summary>Passes bytes.</summary>
    void Advance(int count);

    /// <summary>Makes bytes available; false when the unit has ended.</summary>
    ValueTask<bool> FillAsync(CancellationToken cancellation);

    /// <summary>Moves to the next unit; false at the end of the file.</summary>
    ValueTask<bool> NextUnitAsync(CancellationToken cancellation);

    /// <summary>Goes back to an offset inside the unit; false where that cannot be done.</summary>
    bool TryRewind(long offsetInUnit);
}
