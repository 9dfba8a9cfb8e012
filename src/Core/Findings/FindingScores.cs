namespace Cockpit.Core.Findings;

/// <summary>
/// Scores as whole numbers, so that comparing and storing them is exact. -1 is "not given".
/// CVSS and VPR in tenths (0 to 100), EPSS in millionths (0 to 1,000,000), QDS as it is (1 to 100).
/// </summary>
public readonly record struct FindingScores(short Cvss2, short Cvss3, short Cvss4, short Vpr, int Epss, short Qds)
{
    public const short NotGiven = -1;

    /// <summary>The export has no such column, so it says nothing about it. Never stored.</summary>
    public const short NotInFile = -2;

    public static FindingScores None { get; } = new(NotGiven, NotGiven, NotGiven, NotGiven, NotGiven, NotGiven);

    /// <summary>For an export without any column of scores.</summary>
    public static FindingScores Nothing { get; } = new(NotInFile, NotInFile, NotInFile, NotInFile, NotInFile, NotInFile);

    /// <summary>The newest version of CVSS that was given, in tenths; -1 when none was.</summary>
    public short Cvss => Cvss4 >= 0 ? Cvss4 : Cvss3 >= 0 ? Cvss3 : Cvss2;

    /// <summary>Which version <see cref="Cvss"/> is: 2, 3 or 4; 0 when none was given.</summary>
    public byte CvssVersion => (byte)(Cvss4 >= 0 ? 4 : Cvss3 >= 0 ? 3 : Cvss2 >= 0 ? 2 : 0);

    /// <summary>What the file says, and where it has no such column, what was known before.</summary>
    public FindingScores Or(in FindingScores known) => new(
        Cvss2 == NotInFile ? known.Cvss2 : Cvss2, Cvss3 == NotInFile ? known.Cvss3 : Cvss3, Cvss4 == NotInFile ? known.Cvss4 : Cvss4,
        Vpr == NotInFile ? known.Vpr : Vpr, Epss == NotInFile ? known.Epss : Epss, Qds == NotInFile ? known.Qds : Qds);

    /// <summary>The higher of each score. Rows of one finding (a row per CVE) are joined so, in whatever order they come.</summary>
    public FindingScores Max(in FindingScores other) => new(
        Math.Max(Cvss2, other.Cvss2), Math.Max(Cvss3, other.Cvss3), Math.Max(Cvss4, other.Cvss4),
        Math.Max(Vpr, other.Vpr), Math.Max(Epss, other.Epss), Math.Max(Qds, other.Qds));
}
