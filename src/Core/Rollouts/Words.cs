using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Cockpit.Core.Rollouts;

/// <summary>A rollout's states in words, for sentences; and texts from outside made safe to stand in one.</summary>
public static class Words
{
    /// <summary>The longest text from outside that a sentence repeats; more would hide the sentence.</summary>
    private const int MaxQuoted = 80;

    public static string Of(RolloutPhase phase) => phase switch
    {
        RolloutPhase.Draft => "a draft",
        RolloutPhase.AwaitingApproval => "waiting for its approval",
        _ => phase.ToString().ToLowerInvariant(),
    };

    public static string Of(HostPhase phase) => phase switch
    {
        HostPhase.InDoubt => "in doubt",
        HostPhase.Preflight => "in preflight",
        HostPhase.PreHook => "in its pre-hook",
        HostPhase.PostHook => "in its post-hook",
        _ => phase.ToString().ToLowerInvariant(),
    };

    public static string Of(Step step) => step switch
    {
        Step.Preflight => "its preflight",
        Step.Patch => "patching",
        Step.Reboot => "its reboot",
        _ => "its verification",
    };

    /// <summary>What a parked host waits for, from the code that it waits with.</summary>
    public static string OfWait(string code) => code switch
    {
        "HALT_ALL" => "halt-all to be cleared",
        "CREDENTIALS_LOCKED" => "the vault to be unlocked",
        "BUDGET" => "the halted rollout to be resumed",
        "REBOOT_OWED" => "its reboot, which may not start now",
        "IN_OTHER_ROLLOUT" => "the other rollout that has it",
        "WINDOW_CLOSED" => "its window to open",
        "FROZEN" => "the freeze to end",
        "FORECAST" => "a window in which its work fits",
        "NEVER_OPENS" => "a person: no window of it opens again for long enough",
        "UNMANAGED" => "a person: no policy counts on it any more",
        "POLICY_CONFLICT" => "a person: policies tie on it",
        "HOST_HELD" => "its hold to end or be lifted",
        "UPDATE_HELD" => "the hold on one of its updates to end or be lifted",
        "REJECTED_SINCE" => "a person: an update of it was rejected since; lift that, or skip the host",
        "DEFERRED_SINCE" => "the day to which one of its updates was deferred since",
        _ => Plain(code),
    };

    /// <summary>A moment as people read it, always with its zone: "2026-10-20 20:41Z".</summary>
    public static string At(Instant at) => InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd' 'HH':'mm'Z'").Format(at);

    /// <summary>Without control characters, and cut where it is long.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (char c in text)
        {
            if (plain.Length == MaxQuoted) return plain.Append("..").ToString();
            if (!char.IsControl(c)) plain.Append(c);
        }
        return plain.ToString();
    }
}
