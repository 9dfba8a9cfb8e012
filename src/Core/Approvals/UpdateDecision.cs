using System.Collections.Immutable;
using Cockpit.Core.Ids;
using NodaTime;

namespace Cockpit.Core.Approvals;

/// <summary>What a person says of an update.</summary>
public enum UpdateWord
{
    /// <summary>The versions that were pending then may be installed; later ones may not.</summary>
    Approved,

    /// <summary>No version may be installed, until the word is lifted.</summary>
    Rejected,

    /// <summary>No version may be installed until a day; from then on it is undecided.</summary>
    Deferred,
}

/// <summary>A person's word on a source package, as long as nobody lifts it.</summary>
/// <param name="Id">Rises with each decision; of two at one moment the higher one is the later.</param>
/// <param name="Package">The source package.</param>
/// <param name="Scope">The expression of the hosts that it is about; empty is every host.</param>
/// <param name="Until">Exclusive end of a deferral; null of the others.</param>
public sealed record UpdateDecision(long Id, UpdateWord Word, string Package, string Scope, Instant? Until, string? Ticket, string? Reason, Instant At, Actor By)
{
    /// <summary>Packages built from the source that were known when it was decided; with their exact version where they were approved, else with an empty one.</summary>
    public ImmutableHashSet<(string Name, string Version)> Versions { get; init; } = [];

    /// <summary>It is about this package, at whatever version.</summary>
    public bool IsAbout(string package, string source) => Package == source || Package == package || Versions.Any(v => v.Name == package);

    /// <summary>It says something of this version.</summary>
    public bool Covers(string package, string version) => Word != UpdateWord.Approved || Versions.Contains((package, version));
}
