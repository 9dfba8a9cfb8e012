namespace Cockpit.Core.Intel;

/// <summary>What kind of file knowledge of vulnerabilities comes in.</summary>
public enum IntelKind
{
    /// <summary>CISA's catalogue of known exploited vulnerabilities.</summary>
    Kev,

    /// <summary>FIRST's forecast of exploitation.</summary>
    Epss,

    /// <summary>CISA's decision points of each CVE: is it exploited, can it be automated, how much does it give.</summary>
    Ssvc,

    /// <summary>Debian's security tracker.</summary>
    DebianTracker,

    /// <summary>A distribution's OVAL definitions.</summary>
    Oval,
}

/// <summary>The kinds as the file, scripts and people call them.</summary>
public static class IntelKinds
{
    private static readonly string[] Words = ["kev", "epss", "ssvc", "debian-tracker", "oval"];

    private static readonly string[] Titles = ["CISA KEV", "EPSS", "CISA SSVC", "Debian security tracker", "OVAL"];

    public static string Word(IntelKind kind) => Words[(int)kind];

    public static string Title(IntelKind kind) => Titles[(int)kind];

    public static IntelKind Of(string word) => Array.IndexOf(Words, word) is >= 0 and var at ? (IntelKind)at : throw new ArgumentOutOfRangeException(nameof(word));
}
