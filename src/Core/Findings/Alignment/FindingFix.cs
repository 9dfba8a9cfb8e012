namespace Cockpit.Core.Findings.Alignment;

/// <summary>By what a pending update was found to fix a finding, the strongest first. Numbers are stored and never change.</summary>
public enum FixKind : byte
{
    /// <summary>The scanner's evidence names the package and the version that it should have.</summary>
    NamedPackage = 0,

    /// <summary>The vendor's bulletin that the finding names is one that the host's package manager says the update carries out.</summary>
    Advisory = 1,

    /// <summary>The host's package manager says that the update fixes the finding's CVEs.</summary>
    PackageManagerCve = 2,

    /// <summary>The distribution's own data say in which version the finding's CVEs are fixed.</summary>
    DistributionCve = 3,

    /// <summary>The finding's text names the package and a fixed version.</summary>
    PackageName = 4,

    /// <summary>The finding names the KB that the update is.</summary>
    Kb = 5,
}

/// <summary>How sure it is that an update fixes a finding. Numbers are stored and never change.</summary>
public enum FixConfidence : byte { Possible = 0, Probable = 1, Sure = 2 }

/// <summary>A pending update of a host that fixes a finding there.</summary>
/// <param name="Evidence">The words or ids that tie the two, for people: "the scanner says: should be openssl_3.0.18".</param>
public sealed record FindingFix(string Package, string Architecture, string From, string To, FixKind Kind, FixConfidence Confidence, string Evidence);
