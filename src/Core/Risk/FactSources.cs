using NodaTime;

namespace Cockpit.Core.Risk;

/// <summary>From when a feed is, and whether that is too old to lean on.</summary>
public readonly record struct FeedDate(Instant AsOf, bool Stale);

/// <summary>Who says what about a finding, and from when that is. A feed that was never imported is null.</summary>
/// <param name="Scanner">Who reported it: "Nessus".</param>
/// <param name="SeenAt">When the scanner saw it last.</param>
public sealed record FactSources(string Scanner, Instant? SeenAt, FeedDate? Kev = null, FeedDate? Epss = null, FeedDate? Ssvc = null);
