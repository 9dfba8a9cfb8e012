using Cockpit.Core.Errors;
using Cockpit.Core.Rollouts;
using NodaTime;

namespace Cockpit.Simulator.World;

/// <summary>
/// The port as a bad network makes it: connections break, answers come late, twice or not at all, a command is lost on its way.
/// It keeps the port's contract: what was sent gets an answer in the end, if only "unclear", and "not sent" is said only where it is proven.
/// </summary>
internal sealed class FaultyPort(
    IHostPort inner, Chance chance, Func<int> troublePercent, Func<Instant> now, Action<Duration, Action> after, Action<Fact> record, long epoch, CrashPoints crash, Func<bool> locked) : IHostPort
{
    /// <summary>A command that is still on its way arrives this late at most: well before the first probe.</summary>
    private static readonly Duration LatestArrival = Duration.FromSeconds(2);

    private readonly Dictionary<EffectId, Action<Report>> replies = [];

    /// <summary>Effects of which nobody hears until they are probed.</summary>
    private readonly HashSet<EffectId> muted = [];

    public void Begin(Effect effect, Action<Report> reply)
    {
        crash.Pass();
        record(new Began(now(), effect, epoch));
        Action<Report> through = Through(reply);
        replies[effect.Id] = reply;
        // A connection that was begun a moment too late finds no key.
        if (locked()) Later(effect.Host.Name, "vault locked", 1, () => through(new NotSent(effect.Id, CredentialErrors.VaultLocked.Because("The vault is locked."))));
        else if (Trouble()) Later(effect.Host.Name, "connection refused", 5, () => through(new NotSent(effect.Id, RemoteErrors.Refused.Because($"{effect.Host.Name} refused."))));
        else inner.Begin(effect, through);
        crash.Pass();
    }

    public void Send(EffectId id)
    {
        crash.Pass();
        record(new Sent(now(), id, epoch));
        if (Trouble() && id.Step is (Step.Patch or Step.Reboot))
        {
            // The line breaks while the command goes out: it may arrive or not, and nobody hears of it.
            bool arrives = chance.Percent(50);
            if (arrives) after(LatestArrival * chance.Below(100) / 100, () => inner.Send(id));
            Action<Report> reply = replies[id];
            muted.Add(id);
            Later(id.ToString(), arrives ? "line broke, command arrives" : "line broke, command lost", 10, () => reply(new Unclear(id, RemoteErrors.Disconnected.Because("The line broke."))));
        }
        else inner.Send(id);
        crash.Pass();
    }

    public void Withdraw(EffectId id)
    {
        crash.Pass();
        inner.Withdraw(id);
        crash.Pass();
    }

    public void Probe(Effect effect, Action<Report> reply)
    {
        muted.Remove(effect.Id);
        if (Trouble()) Later(effect.Host.Name, "probe not answered", 20, () => reply(new Unclear(effect.Id, RemoteErrors.ConnectTimeout.Because("No answer."))));
        else inner.Probe(effect, Through(reply));
    }

    private Action<Report> Through(Action<Report> reply)
    {
        bool broken = false;
        return report =>
        {
            if (broken || muted.Contains(report.Id)) return;
            if (report is AtWork or Ended && Trouble())
            {
                // The connection breaks in place of this answer. Sometimes the answer is only late, and comes after the doubt.
                broken = true;
                reply(new Unclear(report.Id, RemoteErrors.Disconnected.Because("The connection broke.")));
                if (report is Ended && chance.Percent(30)) Later(report.Id.ToString(), "late answer", 200, () => reply(report));
                return;
            }
            // "Ready" is no answer of a host but of the port itself, which says it once.
            if (report is not ReadyToSend && Trouble())
            {
                Later(report.Id.ToString(), "answer twice", 30, () => reply(report));
            }
            reply(report);
        };
    }

    private bool Trouble() => chance.Percent(troublePercent());

    private void Later(string subject, string what, int seconds, Action action)
    {
        record(new Trouble(now(), $"{subject}: {what}"));
        after(Duration.FromSeconds(1 + chance.Below(seconds)), action);
    }
}
