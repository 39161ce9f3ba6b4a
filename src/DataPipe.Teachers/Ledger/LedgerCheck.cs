namespace DataPipe.Teachers.Ledger;

/// <summary>What reading every byte of a ledger found.</summary>
/// <param name="Records">Whole records.</param>
/// <param name="Answers">Answers among them.</param>
/// <param name="Damage">Bytes that are no whole record.</param>
/// <param name="Faults">What contradicts itself, in words: a request that is not its key's, an index that does not match its segment.</param>
public sealed record LedgerCheck(long Records, long Answers, IReadOnlyList<LedgerDamage> Damage, IReadOnlyList<string> Faults)
{
    private const int MaxFaults = 1_000;

    /// <summary>Whether nothing is wrong. A torn tail is nothing wrong: a crash leaves it, and no answer that was reported as kept lies in it.</summary>
    public bool IsSound => Faults.Count == 0 && Damage.All(d => d.IsTornTail);

    /// <summary>Reads all records, checks their checksums, the keys of kept requests, and the indexes.</summary>
    public static LedgerCheck Of(CallLedger ledger, CancellationToken cancellation)
    {
        var (records, answers) = (0L, 0L);
        var (damage, faults) = (new List<LedgerDamage>(), new List<string>());
        foreach (var segment in ledger.Segments)
        {
            var name = Path.GetFileName(segment.Path);
            var scanner = new FrameScanner(segment.File, 0, (offset, bytes) => damage.Add(new LedgerDamage(name, offset, bytes, IsTornTail: false)));
            while (scanner.Next())
            {
                cancellation.ThrowIfCancellationRequested();
                records++;
                if (FaultOf(segment, scanner) is { } fault && faults.Count < MaxFaults) faults.Add($"{name} at {scanner.Offset}: {fault}");
                answers += scanner.Header.Kind == RecordKind.Answer ? 1 : 0;
            }

            var length = RandomAccess.GetLength(segment.File);
            // The last bytes of a file that grows may be another process's record in the making.
            if (scanner.Position < length && !SegmentClaim.IsLive(ledger.Folder, segment.Number))
                damage.Add(new LedgerDamage(name, scanner.Position, length - scanner.Position, IsTornTail: true));
        }

        return new LedgerCheck(records, answers, damage, faults);
    }

    private static string? FaultOf(ISegment segment, FrameScanner scanner)
    {
        var header = scanner.Header;
        if (header.Kind == RecordKind.Request && RequestKey.OfCanonical(scanner.Payload) != header.Key)
            return $"the request kept under {header.Key} has another hash";
        try
        {
            _ = RecordContent.Read(header, scanner.Payload);
        }
        catch (FormatException misfit)
        {
            return misfit.Message;
        }

        if (header.Kind is RecordKind.Answer or RecordKind.Request && !segment.TryFind(new EntryKey(header.Key, header.Slot), out _))
            return $"the index does not know {header.Key}, {(header.Kind == RecordKind.Request ? "the request" : $"sample {header.Slot}")}; delete the .idx file beside it, and it is made anew";
        return null;
    }
}
