using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Notices;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Settings;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Policies;
using Cockpit.Operations.Rollouts;
using Cockpit.Store;
using Cockpit.Store.Notices;
using Cockpit.Store.Rollouts;
using NodaTime;

namespace Cockpit.Operations.Notices;

/// <summary>Looks for what people are to be told and writes it into the outbox: each occurrence once, the repetitions that are due, and the end of what is not so any more.</summary>
internal static class FindNotices
{
    /// <summary>A rollout that did not change for longer is no news.</summary>
    private static readonly Duration LooksBack = Duration.FromDays(2);

    /// <summary>What does not need the whole fleet to be read, so that it can be asked at each change.</summary>
    private static readonly string[] OfRollouts = [NoticeKinds.Started, NoticeKinds.Gate, NoticeKinds.Halted, NoticeKinds.Finished, NoticeKinds.InDoubt, NoticeKinds.Lost, NoticeKinds.VaultLocked, NoticeKinds.Approval];

    private static readonly string[] OfFleet = [NoticeKinds.Window, NoticeKinds.Sla, NoticeKinds.Review];

    /// <param name="whole">Windows, due dates and reviews as well.</param>
    /// <returns>Deliveries that were added. Nothing is looked for in a file without a channel.</returns>
    /// <exception cref="CockpitException">The file codes.</exception>
    public static int Run(CockpitFile file, Instant now, bool whole)
    {
        (bool asked, List<NoticeDraft> drafts, HashSet<string> mail) = file.Read<(bool, List<NoticeDraft>, HashSet<string>)>(t =>
        {
            List<NoticeChannel> channels = t.NoticeChannels();
            if (channels.Count == 0) return (false, [], []);
            return (true, [.. NoticeFinder.Find(Facts(t, channels, whole, now), now)], channels.Where(c => c.IsMail).Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase));
        });
        if (!asked) return 0;
        // The file is asked first, because most looks find nothing new, and writing would wake every screen.
        HashSet<string> keys = [.. drafts.Select(d => d.Key)];
        string[] looked = whole ? [.. OfRollouts, .. OfFleet] : OfRollouts;
        if (file.Read(t => !Changes(t, drafts, keys, looked, mail, now))) return 0;
        return file.Write(t =>
        {
            foreach (NoticeDraft draft in drafts) t.AddNotice(draft, now);
            int added = 0;
            foreach (StoredNotice open in t.OpenNotices())
            {
                bool gone = looked.Contains(open.Draft.Kind) && !keys.Contains(open.Draft.Key);
                // A notice of this very moment is on its way out before it can be over.
                foreach (DeliveryWish wish in NoticeRounds.Due(open.Draft, open.At, gone, mail, now)) added += t.AddDelivery(open.Id, wish, now) ? 1 : 0;
                if (gone) t.EndNotice(open.Id, now);
            }
            return added;
        });
    }

    private static bool Changes(ReadTransaction t, List<NoticeDraft> drafts, HashSet<string> keys, string[] looked, HashSet<string> mail, Instant now)
    {
        if (drafts.Exists(d => !t.HasNotice(d.Key))) return true;
        foreach (StoredNotice open in t.OpenNotices())
        {
            if (looked.Contains(open.Draft.Kind) && !keys.Contains(open.Draft.Key)) return true;
            List<StoredDelivery> there = t.DeliveriesOf(open.Id);
            if (NoticeRounds.Due(open.Draft, open.At, false, mail, now).Any(w => !there.Exists(d => d.Round == w.Round && d.Channel.Equals(w.Channel, StringComparison.OrdinalIgnoreCase) && d.Recipient == w.Recipient))) return true;
        }
        return false;
    }

    private static NoticeFacts Facts(ReadTransaction t, List<NoticeChannel> channels, bool whole, Instant now)
    {
        string[] all = [.. channels.Select(c => c.Name)];
        PolicyBook book = Book(t);
        var byPolicy = book.Policies.ToDictionary(p => p.Name, p => NotifySettings.Of(book.EffectiveOf(p), all), StringComparer.OrdinalIgnoreCase);
        bool haltAll = t.HaltAll();
        List<RolloutNews> rollouts = [.. t.Rollouts().Where(r => r.Live || now - r.ChangedAt < LooksBack || r.Phase is RolloutPhase.AwaitingApproval or RolloutPhase.Draft or RolloutPhase.Approved).Select(r => News(t, r.Id, haltAll, now)).OfType<RolloutNews>()];
        var facts = new NoticeFacts(byPolicy, NotifySettings.Of(EffectiveSettings.Defaults, all), rollouts, [], [], []);
        return whole ? OfTheFleet(t, facts, book, now) : facts;
    }

    /// <summary>What is defined; nothing where it does not hold, for people are told of a halted rollout all the same.</summary>
    private static PolicyBook Book(ReadTransaction t)
    {
        try
        {
            return PolicyBooks.Read(t);
        }
        catch (CockpitException e) when (e.Fault.Code == PolicyErrors.PolicyBroken)
        {
            return PolicyBook.Empty;
        }
    }

    /// <summary>Null for one that cannot be read: it keeps nobody from being told of the others.</summary>
    private static RolloutNews? News(ReadTransaction t, RolloutId id, bool haltAll, Instant now)
    {
        RolloutState s;
        try
        {
            s = RolloutAct.Find(t, id);
        }
        catch (CockpitException)
        {
            return null;
        }
        return new RolloutNews(RolloutViews.Of(s, haltAll, now), [.. s.Plan.Policies?.Select(p => p.Name) ?? []], s.Phase is RolloutPhase.Halted ? t.LastOfType(s.Stream, "rollout.halted") : 0, s.Author.Name == "worker");
    }

    private static NoticeFacts OfTheFleet(ReadTransaction t, NoticeFacts facts, PolicyBook book, Instant now)
    {
        List<FleetHost> fleet = Fleet.Read(t, now);
        Dictionary<string, int> hosts = fleet.Where(h => h.Policy.Policy is not null).CountBy(h => h.Policy.Policy!.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(StringComparer.OrdinalIgnoreCase);
        var windows = new List<WindowNews>();
        foreach (Policy policy in book.Policies.Where(p => hosts.ContainsKey(p.Name)))
            windows.AddRange(book.WindowsOf(book.EffectiveOf(policy)).Select(w => new WindowNews(policy.Name, w, hosts[policy.Name])));
        List<DueNews> dues = [.. fleet.Where(h => h.DueAt > now).GroupBy(h => (Policy: h.Policy.Policy?.Name, Day: h.DueAt!.Value.InUtc().Date))
            .Select(g => new DueNews(g.Key.Policy, g.Key.Day, g.Min(h => h.DueAt!.Value), [.. g.Select(h => h.Known.Host.Name).Order(StringComparer.Ordinal)]))];
        return facts with { Windows = windows, Dues = dues };
    }
}
