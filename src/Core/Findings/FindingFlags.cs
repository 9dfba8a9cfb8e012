namespace Cockpit.Core.Findings;

/// <summary>Yes-or-no facts about a finding. Bits are stored in the file and never change.</summary>
[Flags]
public enum FindingFlags
{
    None = 0,

    /// <summary>In a catalogue of vulnerabilities that are known to be exploited.</summary>
    KnownExploited = 1,

    /// <summary>Known to be used by ransomware.</summary>
    Ransomware = 2,

    /// <summary>Malware is known that uses it.</summary>
    Malware = 4,

    /// <summary>An exploit can be had by anyone (Metasploit, Core Impact, CANVAS, a published one).</summary>
    PublicExploit = 8,

    /// <summary>Its CVSS v3 vector says: over the network, without rights, without a user's help (AV:N, PR:N, UI:N).</summary>
    OpenToNetwork = 16,

    /// <summary>The scanner itself is not sure (Qualys: potential vulnerability).</summary>
    Potential = 32,

    /// <summary>The scanner itself says that attacks with it are under way (Qualys RTI: active attacks).</summary>
    ActiveAttack = 64,
}
