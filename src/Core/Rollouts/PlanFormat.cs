using System.Text.Json;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Windows;

namespace Cockpit.Core.Rollouts;

/// <summary>
/// A plan's bytes: UTF-8 JSON with its format number inside. They are made once, when the plan is frozen, and stored and hashed as they are;
/// a plan that was read is never written again, so its hash holds for good.
/// </summary>
public static class PlanFormat
{
    /// <summary>The number that this version writes. It reads this one and those before it.</summary>
    public const int Current = 3;

    /// <summary>Plans that do not say how a host is reached and with which credential.</summary>
    private const int WithoutCredentials = 1;

    /// <summary>The last format that knew no policies.</summary>
    private const int WithoutPolicies = 2;

    public static byte[] Write(Plan plan) => JsonSerializer.SerializeToUtf8Bytes(plan, RolloutJson.Default.Plan);

    /// <summary>Reads stored bytes whose hash must be <paramref name="expected"/>.</summary>
    /// <exception cref="CockpitException">PLAN_TAMPERED when the bytes are not those that were hashed or cannot be read; FILE_NEWER for another format.</exception>
    public static Plan Read(ReadOnlySpan<byte> bytes, PlanHash expected)
    {
        if (bytes.Length > RolloutLimits.MaxPlanBytes) throw Tampered($"The stored plan has {bytes.Length:N0} bytes; no plan is so long.");
        if (PlanHash.Of(bytes) != expected) throw Tampered($"The stored plan does not have the hash {expected.ForPeople}.");
        Plan? plan;
        try
        {
            plan = JsonSerializer.Deserialize(bytes, RolloutJson.Default.Plan);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException or FormatException)
        {
            throw Tampered("The stored plan cannot be read.", e);
        }
        if (plan is null) throw Tampered("The stored plan is empty.");
        if (plan.Format > Current) throw new CockpitException(FileErrors.FileNewer.Because($"The plan has format {plan.Format}; this version reads {Current}."));
        return IsSound(plan) ? plan : throw Tampered("The stored plan names a host or a ring twice, or has a limit that cannot be.");
    }

    /// <summary>What the rules of a rollout build on: each host in one ring, each ring once, at least one place in each.</summary>
    private static bool IsSound(Plan plan)
    {
        var hosts = new HashSet<HostId>();
        var rings = new HashSet<string>(StringComparer.Ordinal);
        return plan.Format >= WithoutCredentials && (plan.Format > WithoutCredentials || plan.Hosts.All(h => h is { Via: null, Credential: null, Ssh: null }))
            && (plan.Format > WithoutPolicies || (plan is { Policies: null, Approval: null } && plan.Hosts.All(h => h.Policy is null) && plan.Rings.All(r => !r.SignOff)))
            && PoliciesFit(plan)
            && plan.MaxFailures >= 0
            && plan.Rings.All(r => rings.Add(r.Name) && r is { MaxParallel: >= 1, MaxFailures: >= 0, BakeSeconds: >= 0, Hosts.Count: >= 1 } && r.Hosts.All(h => hosts.Add(h.Id)));
    }

    /// <summary>Each host's policy is there once, with windows that can be read; without policies no host names one.</summary>
    private static bool PoliciesFit(Plan plan)
    {
        if (plan.Policies is not { } policies) return plan.Approval is null && plan.Hosts.All(h => h.Policy is null);
        var names = new HashSet<string>(StringComparer.Ordinal);
        return plan.Approval is { Persons: 1 or 2, LastsSeconds: > 0 } && policies.All(p => names.Add(p.Name) && p.Windows.All(w => WindowBody.Read(w) is { } window && WindowCheck.Problems(window).Count == 0))
            && plan.Hosts.All(h => h.Policy is { } name && names.Contains(name));
    }

    private static CockpitException Tampered(string what, Exception? inner = null) => new(RolloutErrors.PlanTampered.Because(what), inner);
}
