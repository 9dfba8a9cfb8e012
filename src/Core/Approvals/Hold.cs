using Cockpit.Core.Ids;
using NodaTime;

namespace Cockpit.Core.Approvals;

/// <summary>A host, or one update of it, that a person keeps out of every plan until a moment.</summary>
/// <param name="Package">A source package or a package; null is the whole host.</param>
/// <param name="Until">Exclusive end; from then on it does not count, without anybody's act.</param>
/// <param name="ExpectedOff">The host is switched off meanwhile: that no scan reaches it needs nobody.</param>
public sealed record Hold(HostId Host, string? Package, Instant Until, string Reason, bool ExpectedOff, Instant At, string By)
{
    public bool Counts(Instant now) => now < Until;

    /// <summary>True for the package itself and for what is built from it.</summary>
    /// <param name="source">The source package that it is built from.</param>
    public bool Covers(string package, string source) => Package is { } held && (held == package || held == source);
}
