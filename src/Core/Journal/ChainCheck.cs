namespace Cockpit.Core.Journal;

/// <summary>Checks the journal's chain row by row.</summary>
public sealed class ChainCheck
{
    private readonly Dictionary<string, long> streams = [];
    private ReadOnlyMemory<byte> head = JournalHash.Genesis;

    /// <summary>Rows that hold so far.</summary>
    public long Events { get; private set; }

    /// <summary>The hash of the last row that holds.</summary>
    public ReadOnlyMemory<byte> Head => head;

    /// <summary>The first row that does not hold, or null. What follows it is not looked at.</summary>
    public long? FirstBadSeq { get; private set; }

    /// <summary>Takes the next row; false when it does not hold.</summary>
    public bool Take(JournalRow row)
    {
        if (FirstBadSeq is not null) return false;
        bool holds = row.Seq == Events + 1
            && row.StreamSeq == streams.GetValueOrDefault(row.Stream) + 1
            && row.PrevHash.Span.SequenceEqual(head.Span)
            && row.Hash.Span.SequenceEqual(JournalHash.Of(row));
        if (!holds)
        {
            FirstBadSeq = row.Seq == Events + 1 ? row.Seq : Events + 1;
            return false;
        }
        streams[row.Stream] = row.StreamSeq;
        head = row.Hash;
        Events++;
        return true;
    }
}
