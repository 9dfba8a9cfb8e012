using Cockpit.Core.Rollouts;
using Cockpit.Core.Ids;
using NodaTime;

namespace Cockpit.Operations.Signatures;

/// <summary>
/// Tells a worker why a rollout's signed approvals do not let it go on. Verified anew before each ring, after each new approval, and when the list of
/// signers changed; in between the last answer holds. One thread, the worker's.
/// </summary>
/// <param name="signers">The list that counts; read at each question.</param>
internal sealed class SignatureWatch(Func<string?> signers, Func<Instant> now)
{
    private readonly Dictionary<RolloutId, ((int Approvals, int Rings, Instant? Until, string? Signers, long Stamp) Of, string? Why)> known = [];

    /// <returns>A sentence; null where nothing is wrong.</returns>
    public string? WhyUnsigned(RolloutState s)
    {
        if (s.Plan.Approval is not { Signed: true }) return null;
        string? list = signers();
        var of = (s.Approvals.Length, s.Rings.Count(r => r.Phase is not RingPhase.Ahead), s.ApprovedUntil, list, Stamp(list));
        if (known.TryGetValue(s.Id, out var last) && last.Of == of) return last.Why;
        string? why = PlanSignatures.WhyNot(s, list, now()) is { } problem ? $"Signatures: {problem}." : null;
        known[s.Id] = (of, why);
        return why;
    }

    /// <summary>Changes with the list's content, as far as the file system tells.</summary>
    private static long Stamp(string? path)
    {
        var file = path is null ? null : new FileInfo(path);
        return file is { Exists: true } ? HashCode.Combine(file.LastWriteTimeUtc.Ticks, file.Length) : 0;
    }
}
