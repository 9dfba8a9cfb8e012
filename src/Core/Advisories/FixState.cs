namespace Cockpit.Core.Advisories;

/// <summary>What a distribution says of one of its packages and one CVE. Numbers are stored in the file and never change.</summary>
public enum FixState : byte
{
    /// <summary>Fixed in a version that it names.</summary>
    Fixed = 0,

    /// <summary>Vulnerable, and no fix is published yet.</summary>
    NoFix = 1,

    /// <summary>The release's package never had it, or its build does not.</summary>
    NotAffected = 2,

    /// <summary>Vulnerable, and the distribution will not fix it in this release.</summary>
    WillNotFix = 3,

    /// <summary>The distribution has not decided, or makes it depend on more than a package's version. It is neither a finding nor an all-clear.</summary>
    NotJudged = 4,
}
