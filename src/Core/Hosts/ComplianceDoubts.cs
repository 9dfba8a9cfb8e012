using NodaTime;

namespace Cockpit.Core.Hosts;

/// <summary>
/// Why a scan that found nothing to do does not prove that there is nothing: each sentence keeps a host from being called compliant. What is not known counts
/// like what is wrong. Pure.
/// </summary>
public static class ComplianceDoubts
{
    /// <summary>
    /// Security lists that the vendor made longer before they were fetched are not the vendor's newest: Debian itself lets its own be used for seven days, and
    /// the others publish more often. A mirror that stands still looks like this, and so does an image whose files were copied.
    /// </summary>
    public static readonly Duration MaxPublicationAge = Duration.FromDays(7);

    /// <summary>All of them at a moment, those that come with age included.</summary>
    public static IReadOnlyList<string> Of(Inventory read, Instant now)
    {
        List<string> doubts = [.. Of(read)];
        if (read.MetadataAt is { } fetched && now - fetched > HostFleetStates.MaxScanAge) doubts.Add("the package lists are older than a day");
        return doubts;
    }

    /// <summary>Those that the scan itself shows.</summary>
    public static IReadOnlyList<string> Of(Inventory read)
    {
        var facts = read.Facts;
        var doubts = new List<string>();
        void When(bool doubtful, string sentence)
        {
            if (doubtful) doubts.Add(sentence);
        }

        When(!read.HasSecuritySource, "no source of security updates is configured for this release");
        When(read.MetadataAt is null, "nothing proves when the package lists were fetched");
        When(StandsStill(read), $"the security lists were made more than {MaxPublicationAge.TotalDays:0} days before they were fetched: the mirror may stand still");
        When(facts.SilentRepositories is null, "whether every repository answers is not known");
        When(facts.SilentRepositories is { Count: > 0 }, "a repository has no usable package lists");
        When(facts.Refresh is { Problems.Count: > 0 }, "the package lists were not all fetched");
        When(facts.Support is null, "whether the release is still supported is not known");
        When(facts.Support is { Supported: false }, "the release is out of support: no updates are made for it");
        When(facts.Subscription is { Withheld: > 0 }, "the vendor has security updates for this host that only a subscription gives");
        When(facts.DatabaseProblems is null, "whether the package database is sound is not known");
        When(facts.DatabaseProblems is { Count: > 0 }, "the package database has problems");
        When(facts.RebootReasons is null, "whether a reboot is owed is not known");
        When(facts.StaleServices is null, "whether services still run deleted libraries is not known");
        When(facts.StaleServices is { Count: > 0 }, "services still run deleted libraries: installed, not in effect");
        When(read.Unread.Count > 0, "not everything could be read");
        return doubts;
    }

    private static bool StandsStill(Inventory read) =>
        read.MetadataAt is { } fetched
        && read.Facts.Repositories?.Where(r => r.Security).Select(r => r.PublishedAt).Max() is { } published
        && fetched - published > MaxPublicationAge;
}
