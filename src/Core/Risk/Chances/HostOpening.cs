using System.Text.Json.Serialization;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Settings;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Windows;
using NodaTime;

namespace Cockpit.Core.Risk.Chances;

/// <summary>Why a host has a chance to be patched, or has none.</summary>
[JsonConverter(typeof(CamelCaseEnum<OpeningState>))]
public enum OpeningState
{
    /// <summary>A window of its policy.</summary>
    Window,

    /// <summary>It is open always: its policy says so, or the file has no policy.</summary>
    Always,

    /// <summary>The file has policies, and none counts on it.</summary>
    NoPolicy,

    /// <summary>Policies tie on it, so none counts.</summary>
    Conflict,

    /// <summary>Its policy gives it no window.</summary>
    NoWindow,

    /// <summary>Its windows never open again.</summary>
    NeverOpens,

    /// <summary>Its windows are too short for the work on one host.</summary>
    NeverFits,

    /// <summary>Freezes cover every opening that is long enough.</summary>
    Frozen,
}

/// <summary>When a host may begin next under what counts on it now.</summary>
/// <param name="Policy">What counts on it; null where none does.</param>
/// <param name="Window">Null unless it is a window.</param>
/// <param name="OpensAt">Not before the moment that was asked about; null where it has no chance.</param>
/// <param name="FrozenUntil">Where freezes leave nothing: the end of the last one. Null otherwise.</param>
public sealed record HostOpening(OpeningState State, string? Policy, string? Window, Instant? OpensAt, Instant? FrozenUntil)
{
    /// <summary>Nothing holds a host in a file without policies.</summary>
    /// <param name="freezes">Those that bind the host.</param>
    public static HostOpening Of(PolicyBook book, HostPolicy host, IReadOnlyCollection<Freeze> freezes, Instant now)
    {
        if (host.Status is PolicyStatus.Conflict) return new(OpeningState.Conflict, null, null, null, null);
        if (host.Policy is not { } policy) return book.Policies.Any() ? new(OpeningState.NoPolicy, null, null, null, null) : Always(null, HostForecast.Assumed.Whole(RebootSetting.IfRequired), freezes, now);
        EffectiveSettings settings = book.EffectiveOf(policy);
        Duration work = HostForecast.Assumed.Whole(settings.Get(PolicySettings.Reboot));
        if (settings.Get(PolicySettings.Windows).Contains(PolicySettings.Always)) return Always(policy.Name, work, freezes, now);
        NextOpening next = Openings.NextUsable(book.WindowsOf(settings), freezes, work, now);
        return next.Why switch
        {
            NotUsable.None => new(OpeningState.Window, policy.Name, next.Opening!.Occurrence.Window, next.Opening.StartsAt, null),
            NotUsable.NeverOpens => new(OpeningState.NeverOpens, policy.Name, null, null, null),
            NotUsable.NeverFits => new(OpeningState.NeverFits, policy.Name, null, null, null),
            NotUsable.Frozen => new(OpeningState.Frozen, policy.Name, null, null, freezes.Max(f => f.EndsAt)),
            _ => new(OpeningState.NoWindow, policy.Name, null, null, null),
        };
    }

    /// <summary>Why there is no chance, for people; empty where there is one.</summary>
    public string Reason => State switch
    {
        OpeningState.NoPolicy => "no policy counts on the host",
        OpeningState.Conflict => "policies tie on the host, so none counts",
        OpeningState.NoWindow => $"{Policy} gives the host no window",
        OpeningState.NeverOpens => $"no window of {Policy} opens again",
        OpeningState.NeverFits => $"every window of {Policy} is too short for the work",
        OpeningState.Frozen => $"every opening of {Policy} is frozen, until {Words.At(FrozenUntil!.Value)}",
        _ => "",
    };

    /// <summary>Always, but for freezes: the first moment from which the work fits between two of them.</summary>
    private static HostOpening Always(string? policy, Duration work, IEnumerable<Freeze> freezes, Instant now)
    {
        Instant at = now;
        foreach (Freeze freeze in Freezes.Sorted(freezes).Where(f => f.EndsAt > now))
            if (freeze.StartsAt < at + work) at = Instant.Max(at, freeze.EndsAt);
        return new(OpeningState.Always, policy, null, at, null);
    }
}
