using Cockpit.Core.Findings;

namespace Cockpit.Store.Findings;

/// <summary>What tells findings of one file apart: machine (number in the file), plugin, instance (number in the file), port, protocol.</summary>
internal readonly record struct PendingKey(int Machine, long Plugin, int Instance, ushort Port, FindingProtocol Protocol);

/// <summary>
/// One finding of the file that is being read, joined from its rows. Every join is by maximum or by order of bytes, so that it does not
/// matter in which order the rows come.
/// </summary>
internal struct PendingFinding
{
    public PendingKey Key;
    public int PluginText;
    public int RawSeverity;
    public Severity Severity;
    public bool Fixed;
    public FindingFlags Flags;
    public FindingFlags FlagsInFile;
    public FindingScores Scores;
    public long FirstSeenUs;
    public int OutputBytes;
    public long OutputHash;

    /// <summary>0 without an output.</summary>
    public long OutputId;
}
